import { clientAddress } from '@/lib/server/auth/client-address';
import { countSignIn } from '@/lib/server/auth/rate-limit';
import { completeSetup, SetupInput } from '@/lib/server/auth/setup';
import { route } from '@/lib/server/route';

/** Chooses a password by one-time link. Nobody is signed in yet: the link is the proof. */
export const POST = route(
  { public: 'the one-time link in the body is the proof', body: SetupInput },
  async ({ request, body, requestId }) => {
    await countSignIn(clientAddress(request.headers), 'setup');
    return completeSetup(body, requestId);
  },
);
