/** One line of progress on a terminal; on anything else a line per ten per cent. */
export class ProgressLine {
  private readonly started = performance.now();
  private shownAt = 0;
  private decile = -1;

  constructor(
    private readonly label: string,
    private readonly total: number,
  ) {}

  show(done: number, detail: string): void {
    const share = this.total > 0 ? Math.min(1, done / this.total) : 1;
    if (process.stderr.isTTY) {
      if (performance.now() - this.shownAt < 100) return;
      this.shownAt = performance.now();
      const filled = Math.round(share * 24);
      process.stderr.write(
        `\r${this.label} [${'█'.repeat(filled)}${'·'.repeat(24 - filled)}] ${Math.round(share * 100)} %  ${detail}   `,
      );
      return;
    }
    const decile = Math.floor(share * 10);
    if (decile > this.decile) {
      this.decile = decile;
      process.stderr.write(`${this.label} ${decile * 10} %  ${detail}\n`);
    }
  }

  note(text: string): void {
    process.stderr.write(`${process.stderr.isTTY ? '\n' : ''}  ${text}\n`);
  }

  end(text: string): void {
    const seconds = ((performance.now() - this.started) / 1000).toFixed(1);
    process.stderr.write(
      `${process.stderr.isTTY ? '\r\u001b[K' : ''}${this.label}: ${text} (${seconds} s)\n`,
    );
  }
}
