import type { ClusterObject, Labels } from './kustomize.ts';

/** A pod, or what is outside the cluster: without labels and without a namespace. */
export interface Peer {
  readonly labels: Labels;
  /** Labels of its namespace; `undefined` outside the cluster. */
  readonly namespace: Labels | undefined;
}

interface Selector {
  readonly matchLabels?: Labels;
}

interface Rule {
  readonly from?: readonly PeerSelector[];
  readonly to?: readonly PeerSelector[];
  readonly ports?: readonly { readonly port: number; readonly protocol: string }[];
}

interface PeerSelector {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}

interface Policy {
  readonly podSelector: Selector;
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/**
 * Whether the policies of one namespace let `from` open a TCP connection to `port` of `to`: both ends must allow it; a
 * pod that no policy of a direction selects is open in that direction.
 */
export function mayReach(
  policies: readonly ClusterObject[],
  own: Labels,
  from: Peer,
  { to, port }: { readonly to: Peer; readonly port: number },
): boolean {
  const specs = policies.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec as Policy);
  const isOwn = (peer: Peer): boolean => peer.namespace === own;
  const allows = (direction: 'Ingress' | 'Egress', pod: Peer, other: Peer): boolean => {
    if (!isOwn(pod)) return true;
    const selecting = specs.filter(
      ({ policyTypes, podSelector }) => policyTypes.includes(direction) && matches(podSelector, pod.labels),
    );
    if (selecting.length === 0) return true;
    const rules = selecting.flatMap(({ ingress = [], egress = [] }) =>
      direction === 'Ingress' ? ingress : egress,
    );
    return rules.some((rule) => {
      const peers = direction === 'Ingress' ? rule.from : rule.to;
      return (
        (peers === undefined || peers.some((selector) => selects(selector, other, own))) &&
        (rule.ports === undefined || rule.ports.some((open) => open.port === port && open.protocol === 'TCP'))
      );
    });
  };
  return allows('Egress', from, to) && allows('Ingress', to, from);
}

function selects({ podSelector, namespaceSelector }: PeerSelector, peer: Peer, own: Labels): boolean {
  if (peer.namespace === undefined) return false;
  const inNamespace = namespaceSelector ? matches(namespaceSelector, peer.namespace) : peer.namespace === own;
  return inNamespace && matches(podSelector ?? {}, peer.labels);
}

const matches = ({ matchLabels = {} }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
