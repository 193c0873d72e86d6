'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { isWorking, libraryQuery, progressQuery } from '@/lib/client/library';
import type { Library, LibraryProgress } from '@/lib/domain/views/library';

/** The list is large: while the background works it is asked again so often, and once more at the end. */
const REFRESH_MS = 3_000;

/** The library, and how far the work on it is. */
export function useLibrary(): {
  readonly library: Library | undefined;
  readonly isError: boolean;
  readonly progress: LibraryProgress | undefined;
  readonly refresh: () => void;
} {
  const client = useQueryClient();
  const { data: progress } = useQuery(progressQuery);
  const busy = isWorking(progress);
  const { data: library, isError } = useQuery({
    ...libraryQuery,
    refetchInterval: busy ? REFRESH_MS : false,
  });
  const wasBusy = useRef(busy);
  const total = progress?.total;
  useEffect(() => {
    if (wasBusy.current && !busy)
      void client.invalidateQueries({ queryKey: libraryQuery.queryKey, exact: true });
    wasBusy.current = busy;
  }, [busy, client]);
  const known = useRef(total);
  useEffect(() => {
    // Somebody else, or the command line, imported.
    if (known.current !== undefined && known.current !== total)
      void client.invalidateQueries({ queryKey: libraryQuery.queryKey, exact: true });
    known.current = total;
  }, [total, client]);
  const refresh = () => void client.invalidateQueries({ queryKey: libraryQuery.queryKey });
  return { library, isError, progress, refresh };
}
