import { connect } from 'node:tls';
import { systemClock } from '../../../kernel/clock.ts';
import { TIMEOUT_MS } from './asking.ts';

const DAY_MS = 86_400_000;

/** How many days the certificate of an `https` address is valid for; null: it shows none. */
export function certificateDays(address: string): Promise<number | null> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      servername: hostname,
      rejectUnauthorized: false,
    });
    const end = (days: number | null): void => {
      socket.destroy();
      resolve(days);
    };
    socket.setTimeout(TIMEOUT_MS, () => end(null));
    socket.once('error', () => end(null));
    socket.once('secureConnect', () => {
      const until = Date.parse(socket.getPeerCertificate().valid_to);
      end(Number.isNaN(until) ? null : Math.floor((until - systemClock.now().getTime()) / DAY_MS));
    });
  });
}
