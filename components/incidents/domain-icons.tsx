import { Boxes, Cloud, type LucideIcon, Mail, MonitorSmartphone, UserRound } from 'lucide-react';
import type { Domain } from '@/lib/domain/alert';
import { DOMAIN_LABEL } from '@/lib/domain/views/labels';

const DOMAIN_ICON: Readonly<Record<Domain, LucideIcon>> = {
  identity: UserRound,
  endpoint: MonitorSmartphone,
  email: Mail,
  cloudApp: Boxes,
  cloudInfrastructure: Cloud,
};

/** The domains that took part, as icons in one line, each with its word on hover and for screen readers. */
export function DomainIcons({ domains }: { readonly domains: readonly Domain[] }) {
  return (
    <span className="flex items-center gap-1.5 text-muted">
      {domains.map((domain) => {
        const Icon = DOMAIN_ICON[domain];
        return (
          <span key={domain} title={DOMAIN_LABEL[domain]}>
            <Icon className="size-3.5" aria-hidden="true" />
            <span className="sr-only">{DOMAIN_LABEL[domain]}, </span>
          </span>
        );
      })}
    </span>
  );
}
