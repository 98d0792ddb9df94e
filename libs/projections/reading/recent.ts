/** What was computed lately, by key: computed once also where two ask at a time, and forgotten least recently used first. */
export class Recent<Value> {
  private readonly kept = new Map<string, Promise<Value>>();

  constructor(private readonly most: number) {}

  of(key: string, compute: () => Promise<Value>): Promise<Value> {
    const value = this.kept.get(key) ?? compute();
    this.kept.delete(key);
    this.kept.set(key, value);
    value.catch(() => this.kept.delete(key));
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest);
    return value;
  }
}
