/* SPDX-License-Identifier: MIT */
/* The files of page/, made a part of the program by page/embed.cmake. */
#ifndef TESTER_PAGE_H
#define TESTER_PAGE_H

extern const char page_style[], page_script[];

#endif
