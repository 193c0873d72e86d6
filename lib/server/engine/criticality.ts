/** Device roles and directory roles whose loss is the loss of everything behind them. */
const DEVICE_ROLES: Readonly<Record<string, string>> = {
  domainController: 'domain controller',
  adfs: 'AD FS server',
  aadConnect: 'directory synchronisation server',
};
const DIRECTORY_ROLES: ReadonlySet<string> = new Set([
  'global administrator',
  'company administrator',
  'privileged role administrator',
  'privileged authentication administrator',
  'application administrator',
  'cloud application administrator',
  'exchange administrator',
  'security administrator',
  'domain admins',
  'enterprise admins',
]);

/** Why an entity is critical, from what inventories say of it; undefined when nothing says so. */
export function criticalityOf(props: Readonly<Record<string, unknown>>): string | undefined {
  const device = typeof props.deviceRole === 'string' ? DEVICE_ROLES[props.deviceRole] : undefined;
  if (device) return device;
  const roles = [props.roles, props.groups].flatMap((list) => (Array.isArray(list) ? list : []));
  return roles.find(
    (role): role is string => typeof role === 'string' && DIRECTORY_ROLES.has(role.toLowerCase()),
  );
}
