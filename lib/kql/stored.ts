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
  let seen = union DeviceFileEvents, DeviceProcessEvents, DeviceImageLoadEvents
    | where isnotempty(SHA1)
    | summarize GlobalPrevalence = dcount(DeviceId), GlobalFirstSeen = min(TimeGenerated), GlobalLastSeen = max(TimeGenerated), FileSize = max(FileSize), SHA256 = take_any(SHA256), MD5 = take_any(MD5) by ProfileKey = SHA1;
  let signed = DeviceFileCertificateInfo
    | where isnotempty(SHA1)
    | summarize arg_max(TimeGenerated, Signer, SignerHash, Issuer, IsTrusted, IsRootSignerMicrosoft) by ProfileKey = SHA1
    | project ProfileKey, Signer, SignerHash, Issuer, IsCertificateValid = IsTrusted, IsRootSignerMicrosoft, SignatureState = iff(IsTrusted, "SignedValid", "SignedInvalid");
  T
  | extend ProfileKey = tostring(column_ifexists("SHA1", column_ifexists("InitiatingProcessSHA1", "")))
  | lookup kind=leftouter seen on ProfileKey
  | lookup kind=leftouter signed on ProfileKey
  | extend SHA1 = ProfileKey, ThreatName = "", Publisher = Signer, SoftwareName = "", IsExecutable = bool(null), ProfileAvailability = iff(isnull(GlobalPrevalence), "Missing", "Available")
  | project-away ProfileKey
}`,
    description: 'How many of this tenant’s devices have seen a file, since when, and who signed it.',
  },
];
