import { kustoQueryRoute } from '@/lib/server/hunting/kusto-route';

export const POST = kustoQueryRoute(2);
