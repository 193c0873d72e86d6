'use client';
export { PlainError as default } from '@/components/shell/plain-error';
