/** Names of methods and texts that show a trait. All lower case. */

export const DOWNLOADS: ReadonlySet<string> = new Set(
  'downloadstring downloaddata downloadfile downloadstringasync downloaddataasync downloadstringtaskasync openread getstringasync getbytearrayasync'.split(
    ' ',
  ),
);

export const UPLOADS: ReadonlySet<string> = new Set(
  'uploaddata uploadstring uploadfile uploadvalues uploaddataasync uploadstringasync uploadfileasync openwrite postasync putasync getrequeststream'.split(
    ' ',
  ),
);

/** Texts by which AMSI's own fields and functions are reached. */
export const AMSI = /amsiutils|amsiinitfailed|amsicontext|amsisession|amsiscanbuffer|amsiinitialize/i;

/** Policy values that switch the logging of script text. */
export const SCRIPT_LOGGING = /scriptblock(?:invocation)?logging/i;
