import {
  AppWindow,
  AtSign,
  Boxes,
  Cpu,
  File,
  Fingerprint,
  Globe,
  KeyRound,
  Link2,
  type LucideIcon,
  Mail,
  MapPin,
  MonitorSmartphone,
  Server,
  Settings2,
  UserRound,
  UsersRound,
} from 'lucide-react';
import type { EntityType } from '@/lib/domain/entity';

const ENTITY_ICON: Readonly<Record<EntityType, LucideIcon>> = {
  account: UserRound,
  host: MonitorSmartphone,
  ip: MapPin,
  mailbox: AtSign,
  mailMessage: Mail,
  url: Link2,
  domain: Globe,
  file: File,
  fileHash: Fingerprint,
  process: Cpu,
  cloudApplication: Boxes,
  oauthApplication: AppWindow,
  servicePrincipal: KeyRound,
  securityGroup: UsersRound,
  azureResource: Server,
  registryKey: Settings2,
};

/** The sign of a kind of entity. */
export function EntityIcon({
  type,
  className = 'size-3.5',
}: {
  readonly type: EntityType;
  readonly className?: string;
}) {
  const Icon = ENTITY_ICON[type];
  return <Icon className={`${className} shrink-0`} aria-hidden="true" />;
}
