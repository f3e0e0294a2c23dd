import { useQuery } from 'urql';
import { AuditSubjectsDocument, type AuditSubjectsQuery } from './generated/operations.ts';

/** Global ids that one operation may ask for. */
const AT_ONCE = 100;

/** Names of the objects that entries changed, by global id. Objects without a name, and deleted ones, are missing. */
export function useSubjects(ids: readonly string[]): ReadonlyMap<string, string> {
  const asked = [...new Set(ids)].slice(0, AT_ONCE);
  const [{ data }] = useQuery({
    query: AuditSubjectsDocument,
    variables: { ids: asked },
    pause: asked.length === 0,
  });
  return new Map((data?.nodes ?? []).flatMap((node) => (node ? [[node.id, nameOf(node)] as const] : [])));
}

function nameOf(node: NonNullable<AuditSubjectsQuery['nodes'][number]>): string {
  switch (node.__typename) {
    case 'OfficialAccount':
      return node.displayName;
    case 'AuthorizationSession':
      return node.account?.displayName ?? '';
    case 'MessageSender':
      return node.campaignName ?? '';
    case 'ApiKey':
    case 'MarketingUser':
      return node.name;
    default:
      return '';
  }
}
