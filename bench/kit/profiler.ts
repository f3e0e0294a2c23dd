import { Session } from 'node:inspector/promises';

/** Imported into a server that is profiled. Begins and ends a CPU profile when its parent says so. */
const session = new Session();
session.connect();
process.on('message', async (message) => {
  if (message === 'profile') {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 500 });
    await session.post('Profiler.start');
    process.send?.('begun');
  }
  if (message === 'profiled') process.send?.((await session.post('Profiler.stop')).profile);
});
