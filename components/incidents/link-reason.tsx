import type { LinkTermView, LinkView } from '@/lib/domain/views/incident';
import { ENTITY_TYPE_LABEL, humanize, SOURCE_LABEL, TACTIC_LABEL } from '@/lib/domain/views/labels';

const NAMES: Readonly<Record<string, string>> = { ...SOURCE_LABEL, ...TACTIC_LABEL };

/** `a, b and c` */
const LIST = new Intl.ListFormat('en-GB');

/** `Account` → `account`; `IP address` stays. */
const inSentence = (label: string): string =>
  label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

/** Sources and tactics by the names that people know. */
const inWords = (label: string): string => label.replace(/\w+/g, (word) => NAMES[word] ?? word);

const number = (value: number): string => value.toFixed(2).replace(/\.?0+$/, '') || '0';

/** Why an alert was linked, in words and with the numbers behind them. */
export function LinkReason({ link }: { readonly link: LinkView }) {
  return (
    <details className="group/link">
      <summary className="cursor-pointer text-xs">
        <span className="text-muted">Linked to </span>
        <span className="font-medium">{link.otherTitle}</span>
        <span className="text-muted">: {linkSentence(link)}</span>
      </summary>
      <LinkTerms link={link} />
    </details>
  );
}

/** The reason in one sentence. */
export function linkSentence(link: LinkView): string {
  const counted = link.terms.filter((term) => term.excluded === undefined && term.score > 0);
  const names = counted.slice(0, 3).map((term) => `${inSentence(ENTITY_TYPE_LABEL[term.type])} ${term.name}`);
  if (link.rule === 'person') return `a person confirmed that ${names[0] ?? 'the account'} is compromised.`;
  const what = names.length === 0 ? 'no shared entity' : `both name ${LIST.format(names)}`;
  return `${what}; score ${number(link.score)} reaches the threshold of ${number(link.threshold)}.`;
}

export interface LinkTermsProps {
  readonly link: Pick<LinkView, 'score' | 'threshold' | 'terms' | 'bonuses'>;
}

/** The terms of a score, one a line, and their sum. */
export function LinkTerms({ link }: LinkTermsProps) {
  return (
    <div className="mt-1 overflow-x-auto rounded-md border">
      <table className="w-full text-left text-xs">
        <caption className="sr-only">Terms of the link score</caption>
        <thead className="text-muted">
          <tr>
            {[
              'Shared entity',
              'Role here',
              'Role there',
              'Weight',
              'Rarity',
              'Nearness in time',
              'Score',
            ].map((head) => (
              <th key={head} scope="col" className="whitespace-nowrap px-2 py-1 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {link.terms.map((term) => (
            <TermRow key={term.entityId} term={term} />
          ))}
          {link.bonuses.map((bonus) => (
            <tr key={bonus.label} className="border-t">
              <th scope="row" colSpan={6} className="px-2 py-1 font-normal">
                Bonus: {inWords(bonus.label)}
              </th>
              <td className="px-2 py-1 tabular-nums">{bonus.value}</td>
            </tr>
          ))}
          <tr className="border-t font-medium">
            <th scope="row" colSpan={6} className="px-2 py-1">
              Sum (threshold {number(link.threshold)})
            </th>
            <td className="px-2 py-1 tabular-nums">{number(link.score)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function TermRow({ term }: { readonly term: LinkTermView }) {
  return (
    <tr className={term.excluded === undefined ? 'border-t' : 'border-t text-muted'}>
      <th scope="row" className="px-2 py-1 font-normal">
        {ENTITY_TYPE_LABEL[term.type]}: {term.name}
        {term.excluded === undefined ? null : <span className="block">counts nothing: {term.excluded}</span>}
      </th>
      <td className="px-2 py-1">{humanize(term.roleHere)}</td>
      <td className="px-2 py-1">{humanize(term.roleThere)}</td>
      <td className="px-2 py-1 tabular-nums">{number(term.weight)}</td>
      <td className="px-2 py-1 tabular-nums">{number(term.rarity)}</td>
      <td className="px-2 py-1 tabular-nums">{number(term.decay)}</td>
      <td className="px-2 py-1 tabular-nums">{number(term.score)}</td>
    </tr>
  );
}
