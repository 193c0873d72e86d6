import 'next-auth/jwt';

declare module 'next-auth/jwt' {
  interface JWT {
    /** Session id: app_session is asked about it at every request. */
    sid?: string;
    /** Tenant id. */
    tid?: string;
  }
}
