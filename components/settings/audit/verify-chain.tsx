'use client';
import { ShieldCheck } from 'lucide-react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { verifyAuditAction } from '@/lib/actions/settings';
import { useCommand } from '../use-command';

/** Computes the hash chain of the audit trail again and says whether it still fits. */
export function VerifyChain() {
  const check = useCommand(() => verifyAuditAction());
  const result = check.data;
  return (
    <div className="mb-4 flex flex-col items-start gap-3">
      <Button onClick={() => check.run(undefined)} pending={check.pending}>
        <ShieldCheck className="size-4" aria-hidden="true" />
        {check.pending ? 'Checking…' : 'Check the hash chain'}
      </Button>
      {result?.intact ? (
        <Banner tone="success" title="The chain is intact" live>
          {result.entries} entries in {result.seals} seals fit their hashes.
          {result.head ? (
            <span className="mt-1 flex items-center gap-1">
              Newest hash <code className="break-all font-mono text-xs">{result.head}</code>
              <CopyButton value={result.head} what="newest hash" />
            </span>
          ) : null}
        </Banner>
      ) : null}
      {result?.brokenAt ? (
        <Banner tone="error" title="The chain is broken" live>
          Between entry {result.brokenAt.fromSeq} and entry {result.brokenAt.toSeq} an entry was changed,
          removed or added after it was sealed.
        </Banner>
      ) : null}
    </div>
  );
}
