import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const SYSTEM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable'];

const run = (command: string, args: readonly string[]) => {
  console.log(`$ ${command} ${args.join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
};

const ownChromium = () => (existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined);

function installFromDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  return run('apt-get', ['update']) && run('apt-get', install);
}

/**
 * Path of a Chromium that can be started: the given one, the system's, Playwright's own, or else one that is installed
 * now (Debian's package as root, Playwright's download otherwise). Throws with what to do when there is none.
 */
export function ensureChromium(given: string | undefined): string {
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`CHROMIUM_PATH names no file: ${given}`);
  }
  const present = () => SYSTEM_PATHS.find(existsSync) ?? ownChromium();
  const found = present();
  if (found) return found;
  installFromDebian();
  if (!present()) run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  const installed = present();
  if (!installed) {
    throw new Error(
      'The browser tests need Chromium and none could be installed. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
    );
  }
  return installed;
}
