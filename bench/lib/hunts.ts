/**
 * Hunts as analysts write them, and each as somebody who knows DuckDB and the lake's schema would write it by hand.
 * `SIGN_INS` stands for the files that the query needs at all.
 */
export interface BenchHunt {
  readonly name: string;
  readonly kql: string;
  readonly sql: string;
}

/** What `now()` is: the month of sign-ins ends here. */
export const NOW = '2026-01-31T00:00:00.000Z';
export const SOMEBODY = 'busy@contoso.com';

const since = (days: number): string => `"TimeGenerated" > TIMESTAMP '2026-01-31' - INTERVAL ${days} DAY`;

export const HUNTS: readonly BenchHunt[] = [
  {
    name: 'password spray, a week',
    kql: `SigninLogs
| where TimeGenerated > ago(7d) and ResultType == "50126"
| summarize Users = dcount(UserPrincipalName), Attempts = count() by IPAddress, Window = bin(TimeGenerated, 6h)
| where Users > 9`,
    sql: `SELECT "IPAddress", time_bucket(INTERVAL 6 HOUR, "TimeGenerated") AS span, count(DISTINCT "UserPrincipalName") AS users,
        count(*) AS attempts
      FROM SIGN_INS WHERE ${since(7)} AND "ResultType" = '50126' GROUP BY ALL HAVING users > 9`,
  },
  {
    name: 'everybody’s last sign-in, those that failed',
    kql: `SigninLogs
| where TimeGenerated > ago(7d)
| summarize arg_max(TimeGenerated, *) by UserPrincipalName
| where ResultType == "50126"
| project UserPrincipalName, IPAddress, AppDisplayName, UserAgent`,
    sql: `SELECT "UserPrincipalName", arg_max("IPAddress", "TimeGenerated"), arg_max("AppDisplayName", "TimeGenerated"),
        arg_max("UserAgent", "TimeGenerated")
      FROM SIGN_INS WHERE ${since(7)} GROUP BY 1 HAVING arg_max("ResultType", "TimeGenerated") = '50126'`,
  },
  {
    name: 'words in texts, a week',
    kql: `SigninLogs
| where TimeGenerated > ago(7d)
| where UserAgent has "Chrome" and AppDisplayName contains "ation 7"
| summarize count() by AppDisplayName, ResultType`,
    sql: `SELECT "AppDisplayName", "ResultType", count(*) FROM SIGN_INS
      WHERE ${since(7)} AND "UserAgent" ILIKE '%chrome%' AND regexp_matches("UserAgent", '(?i)\\bchrome\\b')
        AND "AppDisplayName" ILIKE '%ation 7%' GROUP BY ALL`,
  },
  {
    name: 'members of dynamic columns, three days',
    kql: `SigninLogs
| where TimeGenerated > ago(3d)
| extend City = tostring(LocationDetails.city), System = tostring(DeviceDetail.operatingSystem)
| where City == "City 7"
| summarize count() by System, AppDisplayName`,
    sql: `SELECT "DeviceDetail" ->> '$.operatingSystem' AS system, "AppDisplayName", count(*) FROM SIGN_INS
      WHERE ${since(3)} AND ("LocationDetails" ->> '$.city') = 'City 7' GROUP BY ALL`,
  },
  {
    name: 'success soon after failure, a day',
    kql: `let failed = SigninLogs
| where TimeGenerated > ago(1d) and ResultType == "50126"
| project UserPrincipalName, FailedAt = TimeGenerated, FailedFrom = IPAddress;
SigninLogs
| where TimeGenerated > ago(1d) and ResultType == "0"
| join kind=inner failed on UserPrincipalName
| where TimeGenerated between (FailedAt .. (FailedAt + 10m)) and IPAddress != FailedFrom
| summarize Times = count() by UserPrincipalName
| where Times > 1`,
    sql: `SELECT s."UserPrincipalName", count(*) AS times
      FROM (SELECT "UserPrincipalName", "TimeGenerated", "IPAddress" FROM SIGN_INS WHERE ${since(1)} AND "ResultType" = '0') AS s
      JOIN (SELECT "UserPrincipalName", "TimeGenerated", "IPAddress" FROM SIGN_INS WHERE ${since(1)} AND "ResultType" = '50126') AS f
        ON s."UserPrincipalName" = f."UserPrincipalName" AND s."TimeGenerated" BETWEEN f."TimeGenerated"
          AND f."TimeGenerated" + INTERVAL 10 MINUTE AND s."IPAddress" <> f."IPAddress"
      GROUP BY 1 HAVING times > 1`,
  },
  {
    name: 'sign-ins a day by application, a month',
    kql: `SigninLogs
| make-series Count = count() default = 0 on TimeGenerated from datetime(2026-01-01) to datetime(2026-01-31) step 1d by AppDisplayName`,
    sql: `SELECT app, list(coalesce(n, 0) ORDER BY day) AS counts FROM
        (SELECT DISTINCT "AppDisplayName" AS app FROM SIGN_INS) CROSS JOIN
        (SELECT unnest(range(TIMESTAMP '2026-01-01', TIMESTAMP '2026-01-31', INTERVAL 1 DAY)) AS day) LEFT JOIN
        (SELECT "AppDisplayName" AS app, date_trunc('day', "TimeGenerated")::TIMESTAMP AS day, count(*) AS n FROM SIGN_INS GROUP BY ALL)
        USING (app, day) GROUP BY app`,
  },
  {
    name: 'policies taken apart, a day',
    kql: `SigninLogs
| where TimeGenerated > ago(1d)
| mv-expand ConditionalAccessPolicies
| extend Policy = tostring(ConditionalAccessPolicies.displayName), Result = tostring(ConditionalAccessPolicies.result)
| summarize count() by Policy, Result`,
    sql: `SELECT p ->> '$.displayName' AS policy, p ->> '$.result' AS result, count(*)
      FROM (SELECT unnest(CAST("ConditionalAccessPolicies" AS JSON[])) AS p FROM SIGN_INS WHERE ${since(1)}) GROUP BY ALL`,
  },
  {
    name: 'one person’s last 100 of a month',
    kql: `SigninLogs
| where UserPrincipalName =~ "${SOMEBODY}"
| top 100 by TimeGenerated desc
| project TimeGenerated, AppDisplayName, IPAddress, ResultType`,
    sql: `SELECT "TimeGenerated", "AppDisplayName", "IPAddress", "ResultType" FROM SIGN_INS
      WHERE "_principal" = '${SOMEBODY}' ORDER BY "TimeGenerated" DESC LIMIT 100`,
  },
  {
    name: 'applications by duration, a month',
    kql: `SigninLogs
| summarize Count = count(), percentiles(DurationMs, 50, 95), Addresses = dcount(IPAddress) by AppDisplayName
| sort by Count desc`,
    sql: `SELECT "AppDisplayName", count(*) AS n, quantile_disc("DurationMs", [0.5, 0.95]), count(DISTINCT "IPAddress")
      FROM SIGN_INS GROUP BY 1 ORDER BY n DESC`,
  },
  {
    name: 'refused by applications that never let them in, a day against a fortnight',
    kql: `let known = SigninLogs
| where TimeGenerated between (ago(15d) .. ago(1d)) and ResultType == "0"
| distinct UserPrincipalName, AppDisplayName;
SigninLogs
| where TimeGenerated > ago(1d) and ResultType == "50126"
| join kind=leftanti known on UserPrincipalName, AppDisplayName
| summarize Applications = dcount(AppDisplayName) by UserPrincipalName
| where Applications > 1`,
    sql: `SELECT "UserPrincipalName", count(DISTINCT "AppDisplayName") AS apps
      FROM (SELECT "UserPrincipalName", "AppDisplayName" FROM SIGN_INS WHERE ${since(1)} AND "ResultType" = '50126')
      ANTI JOIN (SELECT DISTINCT "UserPrincipalName", "AppDisplayName" FROM SIGN_INS
        WHERE "TimeGenerated" BETWEEN TIMESTAMP '2026-01-31' - INTERVAL 15 DAY AND TIMESTAMP '2026-01-31' - INTERVAL 1 DAY
          AND "ResultType" = '0')
        USING ("UserPrincipalName", "AppDisplayName")
      GROUP BY 1 HAVING apps > 1`,
  },
];
