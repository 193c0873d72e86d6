import { pipeline } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { copyOut } from './copy';

testDatabase();

it('gives the connection back after a COPY of any size', async () => {
  const client = await pool().connect();
  try {
    // From less than a stream holds to more than one read of the socket brings.
    for (const rows of [1, 15, 20, 40, 60, 70, 500]) {
      let bytes = 0;
      const sql = `COPY (SELECT repeat('x', 1023) FROM generate_series(1, ${rows})) TO STDOUT`;
      await pipeline(copyOut(client, sql), async (source) => {
        for await (const chunk of source) bytes += chunk.length;
      });
      expect(bytes).toBe(rows * 1024);
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    }
  } finally {
    client.release();
  }
});
