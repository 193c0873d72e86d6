import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { DefinitionList } from '@/components/ui/definition-list';
import { TimeText } from '@/components/ui/time-text';
import type { WatchlistDetail } from '@/lib/domain/views/watchlist';
import { ExpiryText } from './expiry-text';
import { sizeText } from './size-text';

/** What is known of a list. */
export function ListFacts({ list }: { readonly list: WatchlistDetail }) {
  const call = `_GetWatchlist('${list.alias}')`;
  return (
    <DefinitionList
      items={[
        {
          term: 'In hunts',
          value: (
            <span className="flex items-center gap-1">
              <code className="break-all font-mono text-xs">{call}</code>
              <CopyButton what="the call" value={call} />
            </span>
          ),
        },
        { term: 'Items', value: list.items.toLocaleString('en') },
        { term: 'Search key', value: list.searchKey },
        { term: 'Columns', value: list.columns.join(', ') },
        { term: 'Expires', value: <ExpiryText list={list} /> },
        {
          term: 'Labels',
          value:
            list.labels.length > 0 ? (
              <span className="flex flex-wrap gap-1">
                {list.labels.map((label) => (
                  <Badge key={label}>{label}</Badge>
                ))}
              </span>
            ) : null,
        },
        { term: 'On disk', value: sizeText(list.bytes) },
        {
          term: 'Made',
          value: (
            <>
              <TimeText value={list.createdAt} format="short" /> by {list.createdBy}
            </>
          ),
        },
        {
          term: 'Updated',
          value: (
            <>
              <TimeText value={list.updatedAt} format="short" /> by {list.updatedBy}
            </>
          ),
        },
      ]}
    />
  );
}
