/**
 * Names of the techniques of MITRE ATT&CK for Enterprise, a technique with its sub-techniques on each line.
 * © The MITRE Corporation, reproduced with its permission (attack.mitre.org/resources/legal-and-branding/terms-of-use).
 */
export const ATTACK_NAMES: readonly string[] = `
T1001 Data Obfuscation | 001 Junk Data | 002 Steganography | 003 Protocol or Service Impersonation
T1003 OS Credential Dumping | 001 LSASS Memory | 002 Security Account Manager | 003 NTDS | 004 LSA Secrets | 005 Cached Domain Credentials | 006 DCSync | 007 Proc Filesystem | 008 /etc/passwd and /etc/shadow
T1005 Data from Local System
T1006 Direct Volume Access
T1007 System Service Discovery
T1008 Fallback Channels
T1010 Application Window Discovery
T1011 Exfiltration Over Other Network Medium | 001 Exfiltration Over Bluetooth
T1012 Query Registry
T1014 Rootkit
T1016 System Network Configuration Discovery | 001 Internet Connection Discovery | 002 Wi-Fi Discovery
T1018 Remote System Discovery
T1020 Automated Exfiltration | 001 Traffic Duplication
T1021 Remote Services | 001 Remote Desktop Protocol | 002 SMB/Windows Admin Shares | 003 Distributed Component Object Model | 004 SSH | 005 VNC | 006 Windows Remote Management | 007 Cloud Services | 008 Direct Cloud VM Connections
T1025 Data from Removable Media
T1027 Obfuscated Files or Information | 001 Binary Padding | 002 Software Packing | 003 Steganography | 004 Compile After Delivery | 005 Indicator Removal from Tools | 006 HTML Smuggling | 007 Dynamic API Resolution | 008 Stripped Payloads | 009 Embedded Payloads | 010 Command Obfuscation | 011 Fileless Storage | 012 LNK Icon Smuggling | 013 Encrypted/Encoded File | 014 Polymorphic Code
T1029 Scheduled Transfer
T1030 Data Transfer Size Limits
T1033 System Owner/User Discovery
T1036 Masquerading | 001 Invalid Code Signature | 002 Right-to-Left Override | 003 Rename Legitimate Utilities | 004 Masquerade Task or Service | 005 Match Legitimate Resource Name or Location | 006 Space after Filename | 007 Double File Extension | 008 Masquerade File Type | 009 Break Process Trees | 010 Masquerade Account Name
T1037 Boot or Logon Initialization Scripts | 001 Logon Script (Windows) | 002 Login Hook | 003 Network Logon Script | 004 RC Scripts | 005 Startup Items
T1039 Data from Network Shared Drive
T1040 Network Sniffing
T1041 Exfiltration Over C2 Channel
T1046 Network Service Discovery
T1047 Windows Management Instrumentation
T1048 Exfiltration Over Alternative Protocol | 001 Exfiltration Over Symmetric Encrypted Non-C2 Protocol | 002 Exfiltration Over Asymmetric Encrypted Non-C2 Protocol | 003 Exfiltration Over Unencrypted Non-C2 Protocol
T1049 System Network Connections Discovery
T1052 Exfiltration Over Physical Medium | 001 Exfiltration over USB
T1053 Scheduled Task/Job | 002 At | 003 Cron | 005 Scheduled Task | 006 Systemd Timers | 007 Container Orchestration Job
T1055 Process Injection | 001 Dynamic-link Library Injection | 002 Portable Executable Injection | 003 Thread Execution Hijacking | 004 Asynchronous Procedure Call | 005 Thread Local Storage | 008 Ptrace System Calls | 009 Proc Memory | 011 Extra Window Memory Injection | 012 Process Hollowing | 013 Process Doppelgänging | 014 VDSO Hijacking | 015 ListPlanting
T1056 Input Capture | 001 Keylogging | 002 GUI Input Capture | 003 Web Portal Capture | 004 Credential API Hooking
T1057 Process Discovery
T1059 Command and Scripting Interpreter | 001 PowerShell | 002 AppleScript | 003 Windows Command Shell | 004 Unix Shell | 005 Visual Basic | 006 Python | 007 JavaScript | 008 Network Device CLI | 009 Cloud API | 010 AutoHotKey & AutoIT | 011 Lua
T1068 Exploitation for Privilege Escalation
T1069 Permission Groups Discovery | 001 Local Groups | 002 Domain Groups | 003 Cloud Groups
T1070 Indicator Removal | 001 Clear Windows Event Logs | 002 Clear Linux or Mac System Logs | 003 Clear Command History | 004 File Deletion | 005 Network Share Connection Removal | 006 Timestomp | 007 Clear Network Connection History and Configurations | 008 Clear Mailbox Data | 009 Clear Persistence
T1071 Application Layer Protocol | 001 Web Protocols | 002 File Transfer Protocols | 003 Mail Protocols | 004 DNS | 005 Publish/Subscribe Protocols
T1072 Software Deployment Tools
T1074 Data Staged | 001 Local Data Staging | 002 Remote Data Staging
T1078 Valid Accounts | 001 Default Accounts | 002 Domain Accounts | 003 Local Accounts | 004 Cloud Accounts
T1080 Taint Shared Content
T1082 System Information Discovery
T1083 File and Directory Discovery
T1087 Account Discovery | 001 Local Account | 002 Domain Account | 003 Email Account | 004 Cloud Account
T1090 Proxy | 001 Internal Proxy | 002 External Proxy | 003 Multi-hop Proxy | 004 Domain Fronting
T1091 Replication Through Removable Media
T1092 Communication Through Removable Media
T1095 Non-Application Layer Protocol
T1098 Account Manipulation | 001 Additional Cloud Credentials | 002 Additional Email Delegate Permissions | 003 Additional Cloud Roles | 004 SSH Authorized Keys | 005 Device Registration | 006 Additional Container Cluster Roles | 007 Additional Local or Domain Groups
T1102 Web Service | 001 Dead Drop Resolver | 002 Bidirectional Communication | 003 One-Way Communication
T1104 Multi-Stage Channels
T1105 Ingress Tool Transfer
T1106 Native API
T1110 Brute Force | 001 Password Guessing | 002 Password Cracking | 003 Password Spraying | 004 Credential Stuffing
T1111 Multi-Factor Authentication Interception
T1112 Modify Registry
T1113 Screen Capture
T1114 Email Collection | 001 Local Email Collection | 002 Remote Email Collection | 003 Email Forwarding Rule
T1115 Clipboard Data
T1119 Automated Collection
T1120 Peripheral Device Discovery
T1123 Audio Capture
T1124 System Time Discovery
T1125 Video Capture
T1127 Trusted Developer Utilities Proxy Execution | 001 MSBuild | 002 ClickOnce
T1129 Shared Modules
T1132 Data Encoding | 001 Standard Encoding | 002 Non-Standard Encoding
T1133 External Remote Services
T1134 Access Token Manipulation | 001 Token Impersonation/Theft | 002 Create Process with Token | 003 Make and Impersonate Token | 004 Parent PID Spoofing | 005 SID-History Injection
T1135 Network Share Discovery
T1136 Create Account | 001 Local Account | 002 Domain Account | 003 Cloud Account
T1137 Office Application Startup | 001 Office Template Macros | 002 Office Test | 003 Outlook Forms | 004 Outlook Home Page | 005 Outlook Rules | 006 Add-ins
T1140 Deobfuscate/Decode Files or Information
T1176 Software Extensions
T1185 Browser Session Hijacking
T1187 Forced Authentication
T1189 Drive-by Compromise
T1190 Exploit Public-Facing Application
T1195 Supply Chain Compromise | 001 Compromise Software Dependencies and Development Tools | 002 Compromise Software Supply Chain | 003 Compromise Hardware Supply Chain
T1197 BITS Jobs
T1199 Trusted Relationship
T1200 Hardware Additions
T1201 Password Policy Discovery
T1202 Indirect Command Execution
T1203 Exploitation for Client Execution
T1204 User Execution | 001 Malicious Link | 002 Malicious File | 003 Malicious Image
T1205 Traffic Signaling | 001 Port Knocking | 002 Socket Filters
T1207 Rogue Domain Controller
T1210 Exploitation of Remote Services
T1211 Exploitation for Defense Evasion
T1212 Exploitation for Credential Access
T1213 Data from Information Repositories | 001 Confluence | 002 Sharepoint | 003 Code Repositories
T1216 System Script Proxy Execution | 001 PubPrn
T1217 Browser Information Discovery
T1218 System Binary Proxy Execution | 001 Compiled HTML File | 002 Control Panel | 003 CMSTP | 004 InstallUtil | 005 Mshta | 007 Msiexec | 008 Odbcconf | 009 Regsvcs/Regasm | 010 Regsvr32 | 011 Rundll32 | 012 Verclsid | 013 Mavinject | 014 MMC
T1219 Remote Access Tools
T1220 XSL Script Processing
T1221 Template Injection
T1222 File and Directory Permissions Modification | 001 Windows File and Directory Permissions Modification | 002 Linux and Mac File and Directory Permissions Modification
T1480 Execution Guardrails | 001 Environmental Keying
T1482 Domain Trust Discovery
T1484 Domain or Tenant Policy Modification | 001 Group Policy Modification | 002 Trust Modification
T1485 Data Destruction
T1486 Data Encrypted for Impact
T1489 Service Stop
T1490 Inhibit System Recovery
T1491 Defacement | 001 Internal Defacement | 002 External Defacement
T1495 Firmware Corruption
T1496 Resource Hijacking
T1497 Virtualization/Sandbox Evasion | 001 System Checks | 002 User Activity Based Checks | 003 Time Based Evasion
T1498 Network Denial of Service | 001 Direct Network Flood | 002 Reflection Amplification
T1499 Endpoint Denial of Service | 001 OS Exhaustion Flood | 002 Service Exhaustion Flood | 003 Application Exhaustion Flood | 004 Application or System Exploitation
T1505 Server Software Component | 001 SQL Stored Procedures | 002 Transport Agent | 003 Web Shell | 004 IIS Components | 005 Terminal Services DLL
T1518 Software Discovery | 001 Security Software Discovery
T1525 Implant Internal Image
T1526 Cloud Service Discovery
T1528 Steal Application Access Token
T1529 System Shutdown/Reboot
T1530 Data from Cloud Storage
T1531 Account Access Removal
T1534 Internal Spearphishing
T1535 Unused/Unsupported Cloud Regions
T1537 Transfer Data to Cloud Account
T1538 Cloud Service Dashboard
T1539 Steal Web Session Cookie
T1542 Pre-OS Boot | 001 System Firmware | 002 Component Firmware | 003 Bootkit | 004 ROMMONkit | 005 TFTP Boot
T1543 Create or Modify System Process | 001 Launch Agent | 002 Systemd Service | 003 Windows Service | 004 Launch Daemon | 005 Container Service
T1546 Event Triggered Execution | 001 Change Default File Association | 002 Screensaver | 003 Windows Management Instrumentation Event Subscription | 004 Unix Shell Configuration Modification | 005 Trap | 007 Netsh Helper DLL | 008 Accessibility Features | 009 AppCert DLLs | 010 AppInit DLLs | 011 Application Shimming | 012 Image File Execution Options Injection | 013 PowerShell Profile | 014 Emond | 015 Component Object Model Hijacking | 016 Installer Packages
T1547 Boot or Logon Autostart Execution | 001 Registry Run Keys / Startup Folder | 002 Authentication Package | 003 Time Providers | 004 Winlogon Helper DLL | 005 Security Support Provider | 006 Kernel Modules and Extensions | 008 LSASS Driver | 009 Shortcut Modification | 010 Port Monitors | 012 Print Processors | 014 Active Setup
T1548 Abuse Elevation Control Mechanism | 001 Setuid and Setgid | 002 Bypass User Account Control | 003 Sudo and Sudo Caching | 004 Elevated Execution with Prompt | 005 Temporary Elevated Cloud Access
T1550 Use Alternate Authentication Material | 001 Application Access Token | 002 Pass the Hash | 003 Pass the Ticket | 004 Web Session Cookie
T1552 Unsecured Credentials | 001 Credentials In Files | 002 Credentials in Registry | 003 Bash History | 004 Private Keys | 005 Cloud Instance Metadata API | 006 Group Policy Preferences | 007 Container API | 008 Chat Messages
T1553 Subvert Trust Controls | 001 Gatekeeper Bypass | 002 Code Signing | 003 SIP and Trust Provider Hijacking | 004 Install Root Certificate | 005 Mark-of-the-Web Bypass | 006 Code Signing Policy Modification
T1554 Compromise Host Software Binary
T1555 Credentials from Password Stores | 001 Keychain | 002 Securityd Memory | 003 Credentials from Web Browsers | 004 Windows Credential Manager | 005 Password Managers | 006 Cloud Secrets Management Stores
T1556 Modify Authentication Process | 001 Domain Controller Authentication | 002 Password Filter DLL | 003 Pluggable Authentication Modules | 004 Network Device Authentication | 005 Reversible Encryption | 006 Multi-Factor Authentication | 007 Hybrid Identity | 008 Network Provider DLL | 009 Conditional Access Policies
T1557 Adversary-in-the-Middle | 001 LLMNR/NBT-NS Poisoning and SMB Relay | 002 ARP Cache Poisoning | 003 DHCP Spoofing
T1558 Steal or Forge Kerberos Tickets | 001 Golden Ticket | 002 Silver Ticket | 003 Kerberoasting | 004 AS-REP Roasting
T1559 Inter-Process Communication | 001 Component Object Model | 002 Dynamic Data Exchange
T1560 Archive Collected Data | 001 Archive via Utility | 002 Archive via Library | 003 Archive via Custom Method
T1561 Disk Wipe | 001 Disk Content Wipe | 002 Disk Structure Wipe
T1562 Impair Defenses | 001 Disable or Modify Tools | 002 Disable Windows Event Logging | 003 Impair Command History Logging | 004 Disable or Modify System Firewall | 006 Indicator Blocking | 007 Disable or Modify Cloud Firewall | 008 Disable or Modify Cloud Logs | 009 Safe Mode Boot | 010 Downgrade Attack | 011 Spoof Security Alerting | 012 Disable or Modify Linux Audit System
T1563 Remote Service Session Hijacking | 001 SSH Hijacking | 002 RDP Hijacking
T1564 Hide Artifacts | 001 Hidden Files and Directories | 002 Hidden Users | 003 Hidden Window | 004 NTFS File Attributes | 005 Hidden File System | 006 Run Virtual Instance | 007 VBA Stomping | 008 Email Hiding Rules | 009 Resource Forking | 010 Process Argument Spoofing | 011 Ignore Process Interrupts | 012 File/Path Exclusions
T1565 Data Manipulation | 001 Stored Data Manipulation | 002 Transmitted Data Manipulation | 003 Runtime Data Manipulation
T1566 Phishing | 001 Spearphishing Attachment | 002 Spearphishing Link | 003 Spearphishing via Service | 004 Spearphishing Voice
T1567 Exfiltration Over Web Service | 001 Exfiltration to Code Repository | 002 Exfiltration to Cloud Storage | 003 Exfiltration to Text Storage Sites | 004 Exfiltration Over Webhook
T1568 Dynamic Resolution | 001 Fast Flux DNS | 002 Domain Generation Algorithms | 003 DNS Calculation
T1569 System Services | 001 Launchctl | 002 Service Execution
T1570 Lateral Tool Transfer
T1571 Non-Standard Port
T1572 Protocol Tunneling
T1573 Encrypted Channel | 001 Symmetric Cryptography | 002 Asymmetric Cryptography
T1574 Hijack Execution Flow | 001 DLL | 004 Dylib Hijacking | 005 Executable Installer File Permissions Weakness | 006 Dynamic Linker Hijacking | 007 Path Interception by PATH Environment Variable | 008 Path Interception by Search Order Hijacking | 009 Path Interception by Unquoted Path | 010 Services File Permissions Weakness | 011 Services Registry Permissions Weakness | 012 COR_PROFILER | 013 KernelCallbackTable
T1578 Modify Cloud Compute Infrastructure | 001 Create Snapshot | 002 Create Cloud Instance | 003 Delete Cloud Instance | 004 Revert Cloud Instance | 005 Modify Cloud Compute Configurations
T1580 Cloud Infrastructure Discovery
T1583 Acquire Infrastructure | 001 Domains | 002 DNS Server | 003 Virtual Private Server | 004 Server | 005 Botnet | 006 Web Services
T1584 Compromise Infrastructure | 001 Domains | 002 DNS Server | 003 Virtual Private Server | 004 Server | 005 Botnet | 006 Web Services
T1585 Establish Accounts | 001 Social Media Accounts | 002 Email Accounts | 003 Cloud Accounts
T1586 Compromise Accounts | 001 Social Media Accounts | 002 Email Accounts | 003 Cloud Accounts
T1587 Develop Capabilities | 001 Malware | 002 Code Signing Certificates | 003 Digital Certificates | 004 Exploits
T1588 Obtain Capabilities | 001 Malware | 002 Tool | 003 Code Signing Certificates | 004 Digital Certificates | 005 Exploits | 006 Vulnerabilities
T1589 Gather Victim Identity Information | 001 Credentials | 002 Email Addresses | 003 Employee Names
T1590 Gather Victim Network Information
T1591 Gather Victim Org Information
T1592 Gather Victim Host Information
T1593 Search Open Websites/Domains
T1595 Active Scanning | 001 Scanning IP Blocks | 002 Vulnerability Scanning | 003 Wordlist Scanning
T1596 Search Open Technical Databases
T1598 Phishing for Information | 001 Spearphishing Service | 002 Spearphishing Attachment | 003 Spearphishing Link | 004 Spearphishing Voice
T1606 Forge Web Credentials | 001 Web Cookies | 002 SAML Tokens
T1608 Stage Capabilities | 001 Upload Malware | 002 Upload Tool | 003 Install Digital Certificate | 004 Drive-by Target | 005 Link Target | 006 SEO Poisoning
T1609 Container Administration Command
T1610 Deploy Container
T1611 Escape to Host
T1612 Build Image on Host
T1613 Container and Resource Discovery
T1614 System Location Discovery | 001 System Language Discovery
T1615 Group Policy Discovery
T1619 Cloud Storage Object Discovery
T1620 Reflective Code Loading
T1621 Multi-Factor Authentication Request Generation
T1622 Debugger Evasion
T1647 Plist File Modification
T1648 Serverless Execution
T1649 Steal or Forge Authentication Certificates
T1650 Acquire Access
T1651 Cloud Administration Command
T1652 Device Driver Discovery
T1653 Power Settings
T1654 Log Enumeration
T1656 Impersonation
T1657 Financial Theft
T1659 Content Injection
`
  .trim()
  .split('\n');
