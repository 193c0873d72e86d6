'use client';
import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Textarea } from '@/components/ui/field';
import { setNetworksAction } from '@/lib/actions/detection-settings';
import type { NetworksView } from '@/lib/domain/views/detection-settings';
import { useCommand } from '../use-command';

export interface NetworksFormProps {
  readonly networks: NetworksView;
  readonly editable: boolean;
}

/** The organisation's own networks and mail domains, one a line. */
export function NetworksForm({ networks, editable }: NetworksFormProps) {
  const save = useCommand(setNetworksAction, { done: 'Saved: it counts from the next batch on' });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const lines = (name: string) => String(form.get(name) ?? '').split(/[\n,]/);
    save.run({
      corporateNetworks: lines('corporateNetworks'),
      internalDomains: lines('internalDomains'),
      from: {
        corporateNetworks: [...networks.corporateNetworks],
        internalDomains: [...networks.internalDomains],
      },
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="grid gap-4 md:grid-cols-2">
        <Field
          label="Corporate networks"
          hint="Egress addresses or CIDR blocks, one a line: offices, VPN. Travel to and from them is no travel."
          error={save.fields.corporateNetworks}
        >
          {(state) => (
            <Textarea
              {...state}
              name="corporateNetworks"
              readOnly={!editable}
              spellCheck={false}
              className="font-mono"
              placeholder="198.51.100.0/24"
              defaultValue={networks.corporateNetworks.join('\n')}
            />
          )}
        </Field>
        <Field
          label="Internal mail domains"
          hint="One a line: mail that goes to them does not leave the organisation."
          error={save.fields.internalDomains}
        >
          {(state) => (
            <Textarea
              {...state}
              name="internalDomains"
              readOnly={!editable}
              spellCheck={false}
              className="font-mono"
              placeholder="contoso.com"
              defaultValue={networks.internalDomains.join('\n')}
            />
          )}
        </Field>
      </div>
      {editable ? (
        <Button type="submit" variant="primary" className="self-start" pending={save.pending}>
          Save
        </Button>
      ) : null}
    </form>
  );
}
