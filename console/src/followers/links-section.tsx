import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { usePages } from '../api/pages.ts';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Failure } from '../ui/failure.tsx';
import { IconPlus } from '../ui/icons.tsx';
import { Section } from '../ui/section.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { CreateLinkDialog } from './create-link-dialog.tsx';
import { BindingLinksDocument, type LinkRowFragment } from './generated/operations.ts';
import { LinkCodeDialog } from './link-code-dialog.tsx';
import { LinkTable } from './link-table.tsx';
import { linksMessages } from './links.messages.ts';

/** Codes and pages by which followers are bound to contacts. */
export function LinksSection({ account }: { readonly account: string }) {
  const words = useMessages(linksMessages);
  const isAdministrator = useIsAdministrator();
  const [isCreating, creating] = useDisclosure();
  const [shown, setShown] = useState<LinkRowFragment | null>(null);
  const pages = usePages(
    BindingLinksDocument,
    (page) => ({ ...page, account }),
    (data) => data.officialAccount?.bindingLinks,
  );
  return (
    <Section
      title={words.title}
      hint={words.hint}
      beside={
        isAdministrator && (
          <Button leftSection={<IconPlus size={16} />} onClick={creating.open}>
            {words.create}
          </Button>
        )
      }
    >
      {pages.error && <Failure error={pages.error} onRetry={pages.again} />}
      {!pages.nodes && !pages.error && <Skeleton h={120} aria-hidden />}
      {pages.nodes?.length === 0 && (
        <Empty isInside title={words.emptyTitle}>
          {words.empty}
        </Empty>
      )}
      {pages.nodes && pages.nodes.length > 0 && (
        <LinkTable
          links={pages.nodes}
          onShow={setShown}
          {...(isAdministrator && { onDeleted: () => void pages.again() })}
        />
      )}
      <ShowMore pages={pages} />
      {isCreating && (
        <CreateLinkDialog
          account={account}
          onClose={creating.close}
          onCreated={(link) => {
            creating.close();
            setShown(link);
            void pages.again();
          }}
        />
      )}
      {shown && <LinkCodeDialog link={shown} onClose={() => setShown(null)} />}
    </Section>
  );
}
