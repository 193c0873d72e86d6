/** @type {import('next').NextConfig} */
export default {
  // Types are checked by `npm run typecheck`, once, with the native compiler.
  typescript: { ignoreBuildErrors: true },
  // Native or file-reading packages are loaded at run time, not bundled. DuckDB is not here: Next never loads it.
  serverExternalPackages: [
    'pg',
    '@node-rs/argon2',
    'maxmind',
    'pino',
    'nodemailer',
    '@prisma/client',
    '@prisma/adapter-pg',
  ],
  reactStrictMode: true,
  poweredByHeader: false,
  // While a page's head is written anew (its address changes), Chromium asks for the icon by its old name.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  // The cache would cost the first build a third of its time, and later builds are rare.
  experimental: { turbopackFileSystemCacheForBuild: false },
  outputFileTracingExcludes: { '*': ['./.throughline*/**', './data/**'] },
};
