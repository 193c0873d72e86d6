import { kustoInput } from '@/lib/domain/inputs/hunting';
import { kustoQuery } from '@/lib/server/hunting/kusto-query';
import { route } from '@/lib/server/route';

export const POST = route({ permission: 'hunting:read', body: kustoInput, errors: 'graph' }, kustoQuery(2));
