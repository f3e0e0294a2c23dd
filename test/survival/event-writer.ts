import pg from 'pg';

/** A process that commits events until it is killed, five in a transaction: changes of one thing, under its lock. */
const client = new pg.Client({ connectionString: process.argv[2] ?? '', application_name: 'event writer' });
await client.connect();
for (;;) {
  await client.query('select change_thing($1)', [Math.floor(Math.random() * 8)]);
  if (Math.random() < 0.1) await client.query('notify qiao_events');
}
