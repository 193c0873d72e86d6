import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { markMentions } from './mention-plugin';

export interface MarkdownProps {
  readonly text: string;
  /** Names of the people whom the text mentions. */
  readonly mentions: readonly string[];
}

const LOOK =
  'break-words [&_a]:underline [&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_code]:rounded-sm [&_code]:bg-neutral-bg [&_code]:px-1 [&_code]:font-mono [&_code]:text-xs [&_h1]:font-semibold [&_h2]:font-semibold [&_h3]:font-semibold [&_li]:ml-5 [&_ol]:list-decimal [&_p+p]:mt-2 [&_pre]:my-1 [&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:bg-neutral-bg [&_pre]:p-2 [&_table]:my-1 [&_td]:border [&_td]:px-2 [&_td]:py-0.5 [&_th]:border [&_th]:px-2 [&_th]:py-0.5 [&_th]:text-left [&_ul]:list-disc';

const COMPONENTS: Components = {
  a: ({ href = '', children }) =>
    href.startsWith('/') || href.startsWith('#') ? (
      <a href={href}>{children}</a>
    ) : (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ),
  // A picture from elsewhere would tell its owner who reads this.
  img: ({ alt, src }) => <span>{alt || String(src ?? '')}</span>,
  mark: ({ children }) => (
    <mark className="rounded-sm bg-accent-bg px-0.5 font-medium text-accent-fg">{children}</mark>
  ),
  // A comment is no page: its headings are small and not part of the outline.
  h1: ({ children }) => <p className="font-semibold">{children}</p>,
  h2: ({ children }) => <p className="font-semibold">{children}</p>,
  h3: ({ children }) => <p className="font-semibold">{children}</p>,
  h4: ({ children }) => <p className="font-semibold">{children}</p>,
  h5: ({ children }) => <p className="font-semibold">{children}</p>,
  h6: ({ children }) => <p className="font-semibold">{children}</p>,
  input: ({ checked }) => <span>{checked ? '☑ ' : '☐ '}</span>,
};

/** What a person wrote, as Markdown; HTML in it is shown as text. A line break stays one. */
export function Markdown({ text, mentions }: MarkdownProps) {
  return (
    <div className={LOOK}>
      <ReactMarkdown remarkPlugins={[remarkGfm, markMentions(mentions)]} components={COMPONENTS}>
        {keepBreaks(text)}
      </ReactMarkdown>
    </div>
  );
}

/** Two spaces make a line break of the end of a line; people press Enter. */
const keepBreaks = (text: string): string =>
  text.replace(/([^\n])\n(?!\n|\s*([-*+>|#]|\d+[.)]|```))/g, '$1  \n');
