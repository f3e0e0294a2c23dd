/** Does work once for each event and key, for all who ask for it. Who comes after a failure tries again. */
export class OncePer<E extends object, V> {
  private readonly known = new WeakMap<E, Map<string, Promise<V>>>();

  get(event: E, key: string, work: () => Promise<V>): Promise<V> {
    const ofEvent = this.known.get(event) ?? new Map<string, Promise<V>>();
    this.known.set(event, ofEvent);
    const running = ofEvent.get(key);
    if (running) return running;
    const begun = work();
    ofEvent.set(key, begun);
    begun.catch(() => ofEvent.delete(key));
    return begun;
  }
}
