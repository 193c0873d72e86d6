import { guidOf, type Rng } from '../core/random';
import { SHAREPOINT } from './identity';
import { address } from './places';
import type { CloudApp, Partner, ServicePrincipal } from './types';

const GRAPH = '00000003-0000-0000-c000-000000000000';
const EXCHANGE = '00000002-0000-0ff1-ce00-000000000000';
const SHAREPOINT_APP = '00000003-0000-0ff1-ce00-000000000000';

/** First-party applications by their well-known ids, then the company's own. */
export const APPS: readonly CloudApp[] = [
  {
    id: '4765445b-32c6-49b0-83e6-1d93765276ca',
    name: 'OfficeHome',
    resource: 'OfficeHome',
    resourceId: '4765445b-32c6-49b0-83e6-1d93765276ca',
  },
  {
    id: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
    name: 'Microsoft Teams Web Client',
    resource: 'Microsoft Graph',
    resourceId: GRAPH,
  },
  {
    id: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
    name: 'Microsoft Teams',
    resource: 'Microsoft Teams Services',
    resourceId: 'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe',
  },
  {
    id: '9199bf20-a13f-4107-85dc-02114787ef48',
    name: 'One Outlook Web',
    resource: 'Office 365 Exchange Online',
    resourceId: EXCHANGE,
  },
  {
    id: 'd3590ed6-52b3-4102-aeff-aad2292ab01c',
    name: 'Microsoft Office',
    resource: 'Office 365 Exchange Online',
    resourceId: EXCHANGE,
  },
  {
    id: '27922004-5251-4030-b22d-91ecd9a37ea4',
    name: 'Outlook Mobile',
    resource: 'Office 365 Exchange Online',
    resourceId: EXCHANGE,
  },
  {
    id: 'ab9b8c07-8f02-4f72-87fa-80105867a763',
    name: 'OneDrive SyncEngine',
    resource: 'Office 365 SharePoint Online',
    resourceId: SHAREPOINT_APP,
  },
  {
    id: '08e18876-6177-487e-b8b5-cf950c1e598c',
    name: 'SharePoint Online Web Client Extensibility',
    resource: 'Office 365 SharePoint Online',
    resourceId: SHAREPOINT_APP,
  },
  { id: guidOf('app erp'), name: 'Harbour ERP', resource: 'Harbour ERP', resourceId: guidOf('app erp') },
  {
    id: guidOf('app travel'),
    name: 'Meridian Travel',
    resource: 'Meridian Travel',
    resourceId: guidOf('app travel'),
  },
  {
    id: guidOf('app service desk'),
    name: 'Larkfield Service Desk',
    resource: 'Larkfield Service Desk',
    resourceId: guidOf('app service desk'),
  },
];

/** The Azure portal, where administrators sign in. */
export const AZURE_PORTAL: CloudApp = {
  id: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
  name: 'Azure Portal',
  resource: 'Windows Azure Service Management API',
  resourceId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
};
export const AZURE_AD_POWERSHELL: CloudApp = {
  id: '1b730954-1685-4b74-9bfd-dac224a7b894',
  name: 'Azure Active Directory PowerShell',
  resource: 'Windows Azure Active Directory',
  resourceId: '00000002-0000-0000-c000-000000000000',
};
export const GRAPH_ID = GRAPH;

const principal = (
  name: string,
  owner: 'own' | 'vendor',
  resource: string,
  block: number,
): ServicePrincipal => ({
  appId: guidOf(`sp app ${name}`),
  objectId: guidOf(`sp object ${name}`),
  applicationObjectId: guidOf(`sp application ${name}`),
  name,
  owner,
  net: owner === 'own' ? address('microsoft', 2, 20 + block) : address('amazon', block, 40 + block),
  resource,
  keyId: guidOf(`sp key ${name}`),
});

export const PRINCIPALS: readonly ServicePrincipal[] = [
  principal('Larkfield Intranet Indexer', 'own', 'Microsoft Graph', 0),
  principal('Larkfield HR Provisioning', 'own', 'Microsoft Graph', 1),
  principal('Larkfield Room Panels', 'own', 'Microsoft Graph', 2),
  principal('Larkfield Service Desk', 'own', 'Microsoft Graph', 3),
  principal('Larkfield Build Pipeline', 'own', 'Windows Azure Service Management API', 4),
  principal('Larkfield Log Export', 'own', 'Azure Storage', 5),
  principal('Stillwater Backup for Microsoft 365', 'vendor', 'Microsoft Graph', 0),
  principal('Quillmark E-Signature', 'vendor', 'Microsoft Graph', 1),
  principal('Meridian Travel', 'vendor', 'Microsoft Graph', 2),
];

const PARTNER_NAMES = [
  'brackenbay-castings',
  'sundholm-optik',
  'tideway-logistics',
  'kiesel-praezision',
  'fjordline-electronics',
  'ashgrove-metals',
  'northgate-calibration',
  'pellworm-marine',
  'riverton-supply',
  'stonemill-packaging',
  'velmarin-shipping',
  'oakhurst-legal',
  'granholm-revision',
  'westerholt-bank',
  'copperline-energy',
  'harbourgate-insurance',
  'lumenfeld-labs',
  'saltaire-textiles',
  'quayside-catering',
  'mariner-recruiting',
] as const;
const CONTACTS = [
  'anna.berg',
  'm.schroeder',
  'sales',
  'invoices',
  'j.walker',
  'logistics',
  'kontor',
  'support',
] as const;

/** Suppliers, customers and advisers that write mail every week. */
export const buildPartners = (rng: Rng): Partner[] =>
  PARTNER_NAMES.map((name, i) => ({
    domain: `${name}.example`,
    name: name
      .split('-')
      .map((w) => `${w[0]?.toUpperCase() ?? ''}${w.slice(1)}`)
      .join(' '),
    contacts: [0, 1, 2].map((k) => `${CONTACTS[(i + k * 3) % CONTACTS.length]}@${name}.example`),
    net: address(rng.pick(['berlin', 'stockholm', 'london', 'chicago', 'copenhagen'] as const), i, 60 + i),
  }));

export const SITES: readonly string[] = [
  'Engineering',
  'Manufacturing',
  'Sales',
  'Finance',
  'HumanResources',
  'Purchasing',
  'Legal',
  'Intranet',
  'Quality',
  'Marketing',
  'ITOperations',
  'Projects',
].map((name) => `${SHAREPOINT}/sites/${name}/`);
