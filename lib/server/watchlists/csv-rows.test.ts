import { describe, expect, it } from 'vitest';
import { readCsvHead } from '@/lib/core/csv';
import { CsvRows, moment, type Reject, type RowOptions } from './csv-rows';

function read(content: string | Buffer, more: Partial<RowOptions> = {}, chunk = 7) {
  let lines = '';
  const rejects: Reject[] = [];
  const count = more.count ?? 2;
  const rows = new CsvRows(
    {
      delimiter: ',',
      count,
      kept: Array.from({ length: count }, (_, place) => place),
      key: { place: 0, name: 'a' },
      expiry: null,
      firstItem: 1,
      ...more,
    },
    {
      write: (more) => {
        lines += more.toString();
      },
      reject: (reject) => rejects.push(reject),
    },
  );
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += chunk) rows.push(bytes.subarray(at, at + chunk));
  rows.end();
  return { lines, rejects, rows: rows.rows, rejected: rows.rejected };
}

const reasons = (rejects: readonly Reject[]) => rejects.map(({ line, reason }) => `${line}: ${reason}`);

describe('rows of a CSV file', () => {
  it.each([1, 2, 3, 5, 64, 4096])('are told by line whatever the chunks (%d bytes)', (chunk) => {
    const text = [
      'a,b',
      '1,2',
      '3',
      '4,5,6',
      '"x, y",7',
      '',
      '"multi',
      'line ""quoted""",8',
      '"bad"x,9',
      ',10',
      '"",11',
      '12,',
      'it"s,13',
      '"never closed,14',
      '15,"16"',
      '',
    ].join('\n');
    const { lines, rejects } = read(text, {}, chunk);
    expect(lines).toBe(
      [
        '1,,1,2\n',
        '2,,"x, y","7"\n',
        '3,,"multi\nline ""quoted""","8"\n',
        '4,,12,\n',
        '5,,"it""s","13"\n',
        '6,,"15","16"\n',
      ].join(''),
    );
    expect(reasons(rejects)).toEqual([
      '3: 1 value where the header has 2',
      '4: 3 values where the header has 2',
      '9: text follows a closing quote',
      "10: no value in 'a', the search key",
      "11: no value in 'a', the search key",
      '14: a quote is opened and never closed',
    ]);
    expect(rejects[4]?.text).toBe('"",11');
  });

  it('says of a quote that is never closed which line it is on, and goes on with the next', () => {
    const { lines, rejects } = read('a,b\n1,2\n3,"x\n4,5\n6,7');
    expect(lines).toBe(['1,,1,2\n', '2,,4,5\n', '3,,6,7\n'].join(''));
    expect(reasons(rejects)).toEqual(['3: a quote is opened and never closed']);
  });

  it('reads line ends of Windows, also mixed, and returns inside of a value', () => {
    const { lines, rejects } = read('a,b\r\n1,2\r\n3,4\n5\r6,7\r\n');
    expect(lines).toBe(['1,,1,2\n', '2,,3,4\n', '3,,"5\r6","7"\n'].join(''));
    expect(rejects).toEqual([]);
  });

  it.each([1_000, 400_000, 4_000_000])('does not keep a line without end (%d bytes)', (chunk) => {
    const { lines, rejects } = read(`a,b\n1,2\n${'x'.repeat(2_500_000)}\n3,4\n`, {}, chunk);
    expect(lines).toBe(['1,,1,2\n', '2,,3,4\n'].join(''));
    expect(reasons(rejects)).toEqual(['3: the row is longer than 1 MB']);
    expect(rejects[0]?.text.length).toBe(2_000);
  });

  it('tells what is not UTF-8, and keeps what is beside it', () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\nå,2\n'),
      Buffer.from([0xff, 44, 49, 10]),
      Buffer.from('ü,4\n'),
    ]);
    const { lines, rejects } = read(bytes, {}, 4096);
    expect(lines).toBe(['1,,å,2\n', '2,,ü,4\n'].join(''));
    expect(reasons(rejects)).toEqual(['3: the text is not UTF-8']);
  });

  it.each(['\n', '\r\n\n', '""\n'])(
    'takes the first record that is not empty for the header, after %j',
    (blank) => {
      for (const header of ['a,b', '"a","b"', '"a\nx",b']) {
        const { lines, rejects } = read(`${blank}${header}\n1,2\n\n3,4\n`);
        expect(lines).toBe('1,,1,2\n2,,3,4\n');
        expect(rejects).toEqual([]);
      }
    },
  );

  it('cuts the text of a reject, and leaves no half of a character', () => {
    const [reject] = read(`a,b\n${'x'.repeat(1_999)}😀\n`, {}, 4096).rejects;
    expect(reject?.text).toBe(`${'x'.repeat(1_999)}\ufffd`);
  });

  it('leaves columns out, and reads the moment at which a row ends', () => {
    const more = { count: 3, kept: [0, 2], expiry: { place: 1, name: 'until' } };
    const { lines, rejects } = read('a,until,c\nx,2026-01-02,1\ny,,2\nz,soon,3\n"q",2026-01-02,"4"\n', more);
    expect(lines).toBe(['1,1767312000000,x,1\n', '2,,y,2\n', '3,1767312000000,"q","4"\n'].join(''));
    expect(reasons(rejects)).toEqual(["4: the expiry in 'until' is no date"]);
  });

  it.each([
    ['2026-01-02T03:04:05Z', '1767323045000'],
    ['2026-01-02 03:04:05', '1767323045000'],
    ['2026-01-02T04:04:05+01:00', '1767323045000'],
    ['2026-13-02', null],
    ['1767323045000', null],
  ])('the moment %s', (text, expected) => expect(moment(text)).toBe(expected));
});

describe('the head of a CSV file', () => {
  it.each([
    [
      'a,b\n1,2\n3,4',
      true,
      ',',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['a,b\n1,2\n3,4', false, ',', [['1', '2']]],
    ['\ufeffa;b;c, d\n1;2;3', true, ';', [['1', '2', '3']]],
    ['a\tb\n"x\ty"\t2\n', true, '\t', [['x\ty', '2']]],
    ['"a,b";c\n1;2\n', true, ';', [['1', '2']]],
  ])('%j', (text, isWhole, delimiter, rows) => {
    expect(readCsvHead(text, isWhole)).toMatchObject({ delimiter, rows });
  });

  it('is none of an empty file', () => expect(readCsvHead('\n\n', true)).toBeNull());
});
