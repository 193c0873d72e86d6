/**
 * Who and what the attack stories happen to, by account and machine name. Ordinary life leaves them alone where it
 * would blur the picture: they do not travel, go on leave or set off false alarms.
 */
export const CAST = {
  goldenToken: {
    foothold: 'LF-NETMON01',
    service: 'svc-netwatch',
    federation: 'LF-ADFS01',
    controller: 'LF-DC02',
    administrator: 'adm.jefferson',
  },
  fraud: { victim: 'henrik.behrens', colleague: 'petra.ramsden' },
  ransomware: { victim: 'jamal.matthiesen', admin: 'adm.ramsden', targets: ['LF-FS03', 'LF-APP03'] },
  insider: { engineer: 'eleanor.greenwood' },
  spray: { victim: 'doris.haigh' },
  cloudTakeover: { admin: 'cadm.oberg' },
  helpdesk: { victim: 'kelsey.sykes', agent: 'nils.lister' },
  accessKey: { user: 'svc-catalogue-sync' },
} as const;

/** Accounts that ordinary life keeps plain. */
export const CAST_ACCOUNTS: ReadonlySet<string> = new Set([
  CAST.goldenToken.administrator,
  CAST.goldenToken.service,
  CAST.fraud.victim,
  CAST.fraud.colleague,
  CAST.ransomware.victim,
  CAST.ransomware.admin,
  CAST.insider.engineer,
  CAST.spray.victim,
  CAST.cloudTakeover.admin,
  CAST.helpdesk.victim,
  CAST.helpdesk.agent,
]);
