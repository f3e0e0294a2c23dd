import './prepare.ts';
import { timetable } from '../app/timetable.ts';
import { startWorker } from '../app/worker.ts';
import { runProcess } from './process.ts';
import { composeProcess } from './services.ts';

/** Runs only the jobs. Any number of workers can share one database. */
await runProcess(async (onStop, draining) => {
  const { databaseUrl, services, log } = await composeProcess(onStop, draining);
  await services.push.start();
  const worker = await startWorker(databaseUrl, services.jobs, log, timetable, draining);
  onStop(() => worker.stop());
  await services.reseal.enqueueIfRotating();
  console.log('The worker is running.');
});
