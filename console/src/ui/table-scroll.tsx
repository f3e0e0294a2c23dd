import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  /** What the table is about; the same as of the table. */
  readonly label: string;
  /** The table scrolls sideways where there is less room, in pixels. */
  readonly minWidth: number;
  readonly maxWidth?: number;
  readonly maxHeight?: number;
  readonly children: ReactNode;
}

/** Room for a table in which nothing takes the focus: it takes the focus itself, so that the arrow keys scroll it. */
export function TableScroll({ label, minWidth, maxWidth, maxHeight, children }: Props) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      {...(maxWidth !== undefined && { maw: maxWidth })}
      {...(maxHeight !== undefined && { maxHeight })}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': label } }}
    >
      {children}
    </Table.ScrollContainer>
  );
}
