import { handleAuth } from '@/lib/server/auth/handler';
import { route } from '@/lib/server/route';

const access = { public: 'sign-in itself; next-auth checks its own CSRF token' } as const;

export const GET = route(access, ({ request }) => handleAuth(request));
export const POST = route(access, ({ request }) => handleAuth(request));
