/** A process that asks for the same thing, many times at once, between `start` and `stop`: the loud tenant of the fairness benchmark. */
interface Noise {
  readonly url: string;
  readonly tokens: readonly string[];
  readonly query: string;
  readonly voices: number;
}

const PAUSE_MS = 100;
let isOn = false;
let count = { answered: 0, throttled: 0 };
let voices: Promise<unknown> = Promise.resolve();

async function ask({ url, query }: Noise, token: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  await response.arrayBuffer();
  if (response.status !== 429) {
    count.answered += 1;
    return;
  }
  count.throttled += 1;
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (0.5 + Math.random())));
}

process.once('message', (noise: Noise) => {
  process.on('message', async (message) => {
    isOn = message === 'start';
    if (isOn) {
      count = { answered: 0, throttled: 0 };
      voices = Promise.all(
        Array.from({ length: noise.voices }, async (_each, index) => {
          while (isOn) await ask(noise, noise.tokens[index % noise.tokens.length] ?? '');
        }),
      );
      return;
    }
    await voices;
    process.send?.(count);
  });
});
