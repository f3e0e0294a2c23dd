import { Avatar } from '@mantine/core';
import { initialsOf } from './initials.ts';

interface Props {
  readonly name: string;
  readonly size?: number;
}

/** Initials. WeChat's picture would tell WeChat who looks. */
export function AccountAvatar({ name, size = 36 }: Props) {
  return (
    <Avatar
      name={name}
      color="initials"
      size={size}
      radius="xl"
      aria-hidden
      alt=""
      // On some of the colors, text in that color is too faint.
      styles={{ placeholder: { color: 'var(--mantine-color-text)' } }}
    >
      {initialsOf(name)}
    </Avatar>
  );
}
