/* SPDX-License-Identifier: MIT */
#include "perf.h"
#include <stdarg.h>
extern uint32_t _estack,_sidata,_sdata,_edata,_sbss,_ebss; extern int main(void);
void Default_Handler(void){ sh_puts("UNEXPECTED EXCEPTION\n"); sh_exit(3); }
#define W __attribute__((weak,alias("Default_Handler")))
void HardFault_Handler(void) W; void SVC_Handler(void) W; void PendSV_Handler(void) W; void SysTick_Handler(void) W; void IRQ20_Handler(void) W;
void Reset_Handler(void);
__attribute__((section(".isr_vector"),used)) const void *const _vectors[16+32] = { &_estack, Reset_Handler,
 Default_Handler, HardFault_Handler, HardFault_Handler, HardFault_Handler, HardFault_Handler, 0,0,0,0, SVC_Handler, Default_Handler, 0, PendSV_Handler, SysTick_Handler,
 [16+20] = IRQ20_Handler };
void Reset_Handler(void){ uint32_t *s=&_sidata,*d=&_sdata; while(d<&_edata) *d++=*s++; for(d=&_sbss; d<&_ebss;) *d++=0;
  *(volatile uint32_t*)0xE000ED08=0; t0_start(); main(); sh_exit(0); }
void irq20_setup(void){ *((volatile uint8_t*)0xE000E400+20)=0x80; *(volatile uint32_t*)0xE000E100=1u<<20; }
static long semi(long op, const void *p){ register long r0 __asm("r0")=op; register const void *r1 __asm("r1")=p;
  __asm volatile("bkpt 0xab":"+r"(r0):"r"(r1):"memory"); return r0; }
void sh_puts(const char *s){ semi(0x04,s); }
void sh_exit(int c){ uint32_t a[2]={0x20026,(uint32_t)c}; semi(0x20,a); for(;;); }
int printf(const char *fmt, ...){ char b[256]; int n=0; va_list ap; va_start(ap,fmt);
  while(*fmt && n<240){ if(*fmt!='%'){ b[n++]=*fmt++; continue; } fmt++; while(*fmt=='l') fmt++;
    if(*fmt=='s'){ const char *s=va_arg(ap,const char*); while(*s&&n<240) b[n++]=*s++; }
    else { unsigned v=va_arg(ap,unsigned); if(*fmt=='d'&&(int)v<0){ b[n++]='-'; v=-v; } char t[12]; int k=0; unsigned base=*fmt=='x'?16:10; do{ t[k++]="0123456789abcdef"[v%base]; v/=base; }while(v); while(k) b[n++]=t[--k]; }
    fmt++; } b[n]=0; va_end(ap); sh_puts(b); return n; }
