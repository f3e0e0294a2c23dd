/** Servers that listen and child processes that run: what a test file starts and must end. */
const COUNTED = ['TCPServerWrap', 'ProcessWrap'];

let kept = 0;

/** How many this process has, without those that are kept. */
export const handles = (): number =>
  process.getActiveResourcesInfo().filter((name) => COUNTED.includes(name)).length - kept;

/** Starts what goes on after the file. */
export async function keep<T>(start: () => Promise<T>): Promise<T> {
  const before = handles();
  const started = await start();
  kept += handles() - before;
  return started;
}
