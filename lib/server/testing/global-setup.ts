import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { joinTestCluster, leaveTestCluster } from './cluster';

const DIR = path.resolve('.throughline-test/postgres');

export async function setup(project: TestProject): Promise<void> {
  project.provide('testCluster', await joinTestCluster(DIR));
}

export async function teardown(): Promise<void> {
  await leaveTestCluster(DIR);
}
