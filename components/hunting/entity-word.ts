import type { EntityType } from '@/lib/domain/entity';
import { ENTITY_TYPE_LABEL } from '@/lib/domain/views/labels';

/** A kind of thing inside a sentence: `device`, `IP address`. */
export const entityWord = (type: EntityType): string =>
  ENTITY_TYPE_LABEL[type].replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
