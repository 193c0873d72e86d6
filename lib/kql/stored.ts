import type { StoredFunction } from './syntax/load';

/**
 * Functions of Defender's advanced hunting, over our own telemetry: what its cloud knows of all of its customers, we
 * know of this tenant's devices.
 */
export const STORED_FUNCTIONS: readonly StoredFunction[] = [
  {
    name: 'FileProfile',
    parameters: '(T:(*), x:string = "SHA1", y:long = 100)',
    body: `{
  let files = union DeviceFileEvents, DeviceProcessEvents, DeviceImageLoadEvents
    | project TimeGenerated, DeviceId, FileSize, SHA1, SHA256, MD5;
  let seen = union (files | extend ProfileKey = SHA1), (files | extend ProfileKey = SHA256)
    | where isnotempty(ProfileKey)
    | summarize GlobalPrevalence = dcount(DeviceId), GlobalFirstSeen = min(TimeGenerated), GlobalLastSeen = max(TimeGenerated), FileSize = max(FileSize), SHA1 = take_any(SHA1), SHA256 = take_any(SHA256), MD5 = take_any(MD5) by ProfileKey;
  let certificates = DeviceFileCertificateInfo
    | where isnotempty(SHA1)
    | summarize arg_max(TimeGenerated, Signer, SignerHash, Issuer, IsTrusted, IsRootSignerMicrosoft) by ProfileSha1 = SHA1
    | project ProfileSha1, Signer, SignerHash, Issuer, IsCertificateValid = IsTrusted, IsRootSignerMicrosoft, SignatureState = iff(IsTrusted, "SignedValid", "SignedInvalid");
  T
  | extend ProfileKey = tostring(column_ifexists(x, ""))
  | lookup kind=leftouter seen on ProfileKey
  | extend ProfileSha1 = iff(strlen(ProfileKey) == 40, ProfileKey, SHA1)
  | lookup kind=leftouter certificates on ProfileSha1
  | extend SHA1 = ProfileSha1, ThreatName = "", Publisher = Signer, SoftwareName = "", IsExecutable = bool(null), ProfileAvailability = iff(isnull(GlobalPrevalence), "Missing", "Available")
  | project-away ProfileKey, ProfileSha1
}`,
    description: 'How many of this tenant’s devices have seen a file, since when, and who signed it.',
  },
];
