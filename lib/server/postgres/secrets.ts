import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Port and passwords of an embedded cluster, kept beside its data in a 0600 file. */
export interface Secrets {
  port: number;
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

export const DATABASE = 'throughline';
export const OWNER_ROLE = 'throughline_owner';
export const APP_ROLE = 'throughline_app';

const secretsFile = (dir: string) => path.join(dir, 'secrets.json');
export const dataFolder = (dir: string) => path.join(path.resolve(dir), 'data');

export function readSecrets(dir: string): Secrets | undefined {
  return existsSync(secretsFile(dir))
    ? (JSON.parse(readFileSync(secretsFile(dir), 'utf8')) as Secrets)
    : undefined;
}

export function writeSecrets(dir: string, secrets: Secrets): void {
  mkdirSync(dir, { recursive: true });
  const draft = `${secretsFile(dir)}.new`;
  writeFileSync(draft, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  renameSync(draft, secretsFile(dir));
}

const newPassword = () => randomBytes(24).toString('base64url');

export const newSecrets = (port: number): Secrets => ({
  port,
  superuser: newPassword(),
  owner: newPassword(),
  app: newPassword(),
});

const url = (user: string, password: string, port: number, database: string) =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;

export const superuserUrl = ({ superuser, port }: Secrets) => url('postgres', superuser, port, 'postgres');

/** URLs of a cluster that was started before, whether it runs or not; undefined when there is none. */
export function rememberedCluster(
  dir: string,
): { adminUrl: string; appUrl: string; port: number } | undefined {
  const secrets = readSecrets(dir);
  if (!secrets || !existsSync(path.join(dataFolder(dir), 'PG_VERSION'))) return undefined;
  const { port, owner, app } = secrets;
  return {
    adminUrl: url(OWNER_ROLE, owner, port, DATABASE),
    appUrl: url(APP_ROLE, app, port, DATABASE),
    port,
  };
}
