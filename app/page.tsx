import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { START_PAGES, startPage } from '@/lib/domain/start-pages';

/** The portal opens with the page that its person chose. */
export default async function Start() {
  redirect(START_PAGES[startPage((await cookies()).get('tl-start')?.value)].path);
}
