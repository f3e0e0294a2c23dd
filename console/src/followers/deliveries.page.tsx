import { Group, Select, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { useAccount } from '../accounts/account-context.tsx';
import { usePages } from '../api/pages.ts';
import { useAction } from '../api/use-action.ts';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Failure } from '../ui/failure.tsx';
import { Outcome } from '../ui/outcome.tsx';
import { Page } from '../ui/page.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { deliveriesMessages } from './deliveries.messages.ts';
import { DeliveryTable } from './delivery-table.tsx';
import { DeliveriesDocument, type DeliveryStatus, RedeliverDocument } from './generated/operations.ts';
import { RedeliverAll } from './redeliver-all.tsx';
import { useAccountId } from './use-account-id.ts';
import { useRepeat } from './use-repeat.ts';
import { followerWords } from './words.messages.ts';

const WAIT_MS = 5000;

export function DeliveriesPage() {
  const account = useAccountId();
  const words = useMessages(deliveriesMessages);
  const statuses = useMessages(followerWords).delivery;
  const formats = useFormats();
  const mayManage = useAccount().viewerCan.configure;
  const [status, setStatus] = useState<DeliveryStatus | 'ALL'>('ALL');
  const [queued, setQueued] = useState<number | null>(null);
  const filter = status === 'ALL' ? null : { statuses: [status] };
  const pages = usePages(
    DeliveriesDocument,
    (page) => ({ ...page, account, filter, isFirst: page.after === null }),
    (data) => data.officialAccount?.deliveries,
  );
  const redeliver = useAction(RedeliverDocument, (data) => data.redeliver);
  const isMoving = pages.nodes?.some((one) => one.status === 'PENDING' || one.status === 'SENDING') ?? false;
  useRepeat(() => void pages.again(), WAIT_MS, isMoving);
  const again = async (deliveryIds?: string[]) => {
    const result = await redeliver.run({ accountId: account, ...(deliveryIds && { deliveryIds }) });
    if (!result) return;
    setQueued(result.count);
    await pages.again();
  };
  return (
    <Page isPart title={words.title}>
      <Text c="dimmed" size="sm" maw={680}>
        {words.hint}
      </Text>
      <div>
        <Group align="flex-end" gap="sm">
          <Select
            label={words.status}
            w={200}
            allowDeselect={false}
            data={[
              { value: 'ALL' as const, label: words.all },
              ...(Object.keys(statuses) as DeliveryStatus[]).map((value) => ({
                value,
                label: statuses[value],
              })),
            ]}
            value={status}
            onChange={(value) => setStatus(value ?? 'ALL')}
          />
          <Text size="sm" c="dimmed" mih={36} lh="36px" style={{ flex: 1 }}>
            {pages.total !== undefined && words.listed(formats.number(pages.total))}
          </Text>
          {mayManage && (
            <RedeliverAll
              account={account}
              shown={pages.nodes}
              isRunning={redeliver.isRunning}
              onRedeliver={() => again()}
            />
          )}
        </Group>
        <Text size="sm" role="status" mih={queued === null ? 0 : 20}>
          {queued !== null && words.queued(queued, formats.number(queued))}
        </Text>
      </div>
      <Outcome action={redeliver} />
      {pages.error && <Failure error={pages.error} onRetry={pages.again} />}
      {!pages.nodes && !pages.error && <Skeleton h={320} aria-hidden />}
      {pages.nodes?.length === 0 && (
        <Empty title={filter ? words.nothingTitle : words.emptyTitle}>
          {filter ? words.nothing : words.empty}
        </Empty>
      )}
      {pages.nodes && pages.nodes.length > 0 && (
        <DeliveryTable
          deliveries={pages.nodes}
          {...(mayManage && { onRedeliver: (id: string) => again([id]) })}
        />
      )}
      <ShowMore pages={pages} />
    </Page>
  );
}
