import './prepare.ts';
import { timetable } from '../app/timetable.ts';
import { WorkerHealth } from '../app/watch/worker-health.ts';
import { startWorker } from '../app/worker.ts';
import { runProcess } from './process.ts';
import { composeProcess } from './services.ts';

/** Runs only the jobs. Any number of workers can share one database. */
await runProcess(async (onStop, draining) => {
  const { databaseUrl, services, log } = await composeProcess('qiao-worker', onStop, draining);
  await services.push.start();
  const health = new WorkerHealth(draining);
  onStop(() => health.close());
  await health.listen(services, log);
  const { metrics } = services;
  const worker = await startWorker(databaseUrl, services.jobs, log, timetable, { metrics, draining });
  onStop(() => worker.stop());
  health.began(worker);
  await services.reseal.enqueueIfRotating();
  console.log('The worker is running.');
}, 'HEALTH_PORT=9401 npm run worker');
