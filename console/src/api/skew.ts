import { addressOf } from '../app/settings.ts';

/** Seconds by which the clock of this browser is behind the server's; negative: it is ahead. */
export async function skewOfClock(): Promise<number> {
  const before = Date.now();
  const { headers } = await fetch(addressOf('console/'), { method: 'HEAD', cache: 'no-store' });
  const server = Date.parse(headers.get('date') ?? '');
  const between = (before + Date.now()) / 2;
  return Number.isNaN(server) ? 0 : Math.round((server - between) / 1000);
}
