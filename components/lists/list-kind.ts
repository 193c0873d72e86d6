import type { ReactNode } from 'react';
import type { ListState } from '@/lib/client/list-state';
import type { JobTarget } from '@/lib/domain/job-states';
import type { ListName } from '@/lib/domain/views/list';
import type { FacetWords } from './facet-words';
import type { FilterField } from './filter-fields';
import type { BuiltInView } from './view-menu';

/** A column beside the one that names the row. */
export interface ListColumn<R> {
  readonly id: string;
  readonly label: string;
  /** Its width in px, and the class that says the same: Tailwind has to find it written out. */
  readonly width: number;
  readonly className: string;
  readonly isNumber?: boolean;
  /** Part of the card that a row is on a phone; `end` stands at the right. */
  readonly onPhone?: boolean | 'end';
  /** What the list is sorted by when its head is pressed. */
  readonly sort?: string;
  readonly cell: (row: R) => ReactNode;
}

export interface ListSort {
  readonly value: string;
  readonly label: string;
  /** Highest and lowest rather than newest and oldest. */
  readonly isScale?: boolean;
}

/** What a list is of: everything that one list knows and another does not. */
export interface ListKind<R> {
  readonly name: ListName;
  readonly state: ListState;
  readonly words: {
    readonly one: string;
    readonly many: string;
    readonly title: string;
    readonly search: { readonly label: string; readonly placeholder: string };
    /** Why nothing may match. */
    readonly empty: string;
  };
  readonly icon: ReactNode;
  /** Live events that may change it. */
  readonly live: readonly string[];
  /** Views that everybody begins with; the first is `open`, the list as it is by itself. */
  readonly builtIn: readonly BuiltInView[];
  readonly facets: FacetWords;
  readonly fields: readonly FilterField[];
  /** Facets that it can be cut into groups by. */
  readonly groups: readonly string[];
  readonly sorts: readonly ListSort[];
  readonly columns: readonly ListColumn<R>[];
  /** Columns that are shown where nobody chose, the most useful first: the last ones give way on a narrow screen. */
  readonly byUse: readonly string[];
  /** px that what cannot be chosen needs: the box to select with, and the name. */
  readonly room: number;
  readonly lead: {
    readonly label: string;
    readonly cell: (row: R) => ReactNode;
    readonly marks?: (row: R) => ReactNode;
  };
  readonly idOf: (row: R) => string;
  /** "incident #12". */
  readonly nameOf: (row: R) => string;
  /** Address of its page; `search` is the list's own, for the way back. */
  readonly hrefOf: (row: R, search: string) => string;
  /** The same text as `stamp` of the source that the row was read from. */
  readonly stampOf: (row: R) => string;
  readonly isNewer: (live: R, shown: R) => boolean;
  /** What jobs work on; null for rows that cannot be selected. */
  readonly target: JobTarget | null;
  /** Whether rows can be worked on in this state of the list. */
  readonly canSelect?: (search: string) => boolean;
}
