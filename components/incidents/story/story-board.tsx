'use client';
import { useMemo } from 'react';
import { GraphPanel } from '@/components/graph/graph-panel';
import { KillChain } from '@/components/incidents/kill-chain';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { useStoryParams } from '@/lib/client/story';
import type { Tactic } from '@/lib/domain/alert';
import type { StoryView } from '@/lib/domain/views/story';
import { StoryFilterBar } from './story-filter-bar';
import { matching, momentsOf, nearest } from './story-state';
import { StoryStrip } from './story-strip';
import { StoryTimeline } from './story-timeline';
import { usePlayer } from './use-player';

/** The attack story: kill chain, player, graph and timeline, which all look at the same alerts. */
export function StoryBoard({ story }: { readonly story: StoryView }) {
  const [params, setParams] = useStoryParams(story.isPaged);
  const { entity, tactic: tactics, node } = params;
  const { alerts, graph } = story;
  const only = useMemo(() => matching(alerts, { entity, tactics }), [alerts, entity, tactics]);
  const moments = useMemo(() => momentsOf(alerts, only), [alerts, only]);
  const player = usePlayer(moments, params.at, (at) => at !== params.at && setParams({ at }));
  const meant = alerts.filter(({ id }) => only === null || only.has(id));
  const shown = meant.filter(
    ({ firstActivity }) => player.at === null || Date.parse(firstActivity) <= player.at,
  );
  const lens = useMemo(() => ({ alertIds: only, upTo: player.at }), [only, player.at]);
  const chosen = useMemo(() => alertsOf(graph, node), [graph, node]);
  const toggle = (tactic: Tactic) =>
    setParams({
      tactic: tactics.includes(tactic) ? tactics.filter((t) => t !== tactic) : [...tactics, tactic],
    });
  const clear = () => setParams({ entity: '', tactic: [] });
  useShortcuts('Attack story', [
    { keys: 'p', label: 'Play the story, or pause', run: player.toggle },
    { keys: ',', label: 'Step back in time', run: () => player.step(-1), repeats: true },
    { keys: '.', label: 'Step on in time', run: () => player.step(1), repeats: true },
  ]);
  return (
    <div className="@container flex flex-col gap-3">
      <KillChain counts={story.tactics} chosen={tactics} onToggle={toggle} />
      <StoryStrip
        story={story}
        at={player.at}
        shown={shown.length}
        meant={story.isPaged ? story.total : meant.length}
        isPlaying={player.isPlaying}
        onPlay={player.toggle}
        onStep={player.step}
        onScrub={(share) => player.go(nearest(moments, story.begin, story.end, share))}
        onAll={() => player.go(null)}
      />
      <StoryFilterBar
        story={story}
        entity={entity}
        isNarrowed={only !== null}
        onEntity={(value) => setParams({ entity: value })}
        onClear={clear}
      />
      <div className="grid items-start gap-4 @5xl:grid-cols-[minmax(0,3fr)_minmax(18rem,2fr)]">
        <GraphPanel
          graph={graph}
          lens={lens}
          selected={node}
          onSelect={(id) => setParams({ node: id })}
          onFilter={(id) => setParams({ entity: id, node: '' })}
        />
        <Card title="Timeline" flush>
          <div className="relative max-h-[44rem] overflow-y-auto p-4">
            {shown.length === 0 ? (
              <EmptyState title="No alert matches" action={<Button onClick={clear}>Clear the filter</Button>}>
                No alert of this story has this entity and these tactics.
              </EmptyState>
            ) : (
              <StoryTimeline
                alerts={shown}
                chosen={chosen}
                current={player.at === null ? null : (shown.at(-1)?.id ?? null)}
                onChoose={(id) => setParams({ node: nodeOf(graph, id) })}
              />
            )}
          </div>
        </Card>
      </div>
    </div>
  );
}

/** The alerts of a node, those that name it for an entity. */
function alertsOf(graph: StoryView['graph'], nodeId: string): ReadonlySet<string> {
  const naming = new Set(
    graph.edges.flatMap((edge) => (edge.kind === 'evidence' && edge.target === nodeId ? [edge.source] : [])),
  );
  return new Set(
    graph.nodes.flatMap((node) =>
      node.kind === 'alert' && (node.id === nodeId || naming.has(node.id)) ? node.alertIds : [],
    ),
  );
}

const nodeOf = (graph: StoryView['graph'], alertId: string): string =>
  graph.nodes.find((node) => node.kind === 'alert' && node.alertIds.includes(alertId))?.id ?? '';
