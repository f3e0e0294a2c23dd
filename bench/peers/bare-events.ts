import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { decrypt, sign } from '../../src/sandbox/wechat/crypto.ts';

/** The least that can accept WeChat's events: signature, decryption, and one insert for all that came during the last. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
const { TOKEN: token = '', AES_KEY: aesKey = '' } = process.env;

interface Event {
  readonly key: string;
  readonly query: string;
  readonly body: string;
  readonly stored: () => void;
}
let waiting: Event[] = [];
let isStoring = false;

async function store(): Promise<void> {
  if (isStoring) return;
  isStoring = true;
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    await pool.query({
      name: 'store',
      text: `insert into callback_receipt (id, dedup_key, query, body)
        select uuidv7(), * from unnest($1::text[], $2::jsonb[], $3::text[]) on conflict do nothing`,
      values: [batch.map(({ key }) => key), batch.map(({ query }) => query), batch.map(({ body }) => body)],
    });
    for (const { stored } of batch) stored();
  }
  isStoring = false;
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', async () => {
    const query = Object.fromEntries(new URL(request.url ?? '', 'http://localhost').searchParams);
    const encrypted = /<Encrypt>(.*)<\/Encrypt>/.exec(body)?.[1] ?? '';
    if (sign(token, query.timestamp ?? '', query.nonce ?? '', encrypted) !== query.msg_signature) {
      response.statusCode = 403;
      response.end();
      return;
    }
    const key = decrypt(aesKey, encrypted).message;
    await new Promise<void>((stored) => {
      waiting.push({ key, query: JSON.stringify(query), body, stored });
      void store();
    });
    response.setHeader('content-type', 'text/plain').end('success');
  });
});
server.listen(0, () => process.send?.(`http://localhost:${(server.address() as AddressInfo).port}/`));
