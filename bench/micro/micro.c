/* SPDX-License-Identifier: MIT */
/* Micro-operations through the public FreeRTOS API only. */
#include "FreeRTOS.h"
#include "task.h"
#include "queue.h"
#include "semphr.h"
#include "timers.h"
#include "event_groups.h"
#include "stream_buffer.h"
#include "perf.h"
#include "ops.h"
#define LO 5
#define HI 10
static SemaphoreHandle_t sem, mtx, rmtx; static QueueHandle_t q16, q4; static EventGroupHandle_t eg; static StreamBufferHandle_t sb;
static TaskHandle_t hi, lo; static volatile int isr_mode;
static uint32_t msg[4]={1,2,3,4}, rx[4];
static TaskHandle_t mk(TaskFunction_t f,int prio){ TaskHandle_t h=0; xTaskCreate(f,"t",300,0,prio,&h); return h; }
__attribute__((naked)) void IRQ20_Handler(void){ __asm volatile(".inst.w 0xf3af8000+%c0\n\t.inst.w 0xf3af8000+%c1\n\t.inst.w 0xf3af8000+%c2\n\t.inst.w 0xf3af8000+%c3\n\tb irq20_c"
  ::"i"(0x20+2*OP_ISR_SEM_WAKE),"i"(0x20+2*OP_ISR_NOTIFY_WAKE),"i"(0x20+2*OP_ISR_SEM_NOWAKE),"i"(0x20+2*OP_ISR_EMPTY)); }
static void isr_none(void){ }
static void isr_sem(void){ BaseType_t w=pdFALSE; xSemaphoreGiveFromISR(sem,&w); portYIELD_FROM_ISR(w); }
static void isr_notify(void){ BaseType_t w=pdFALSE; vTaskNotifyGiveFromISR(hi,&w); portYIELD_FROM_ISR(w); }
static void (*volatile isr_fn)(void)=isr_none;
__attribute__((used)) void irq20_c(void){ isr_fn(); }
static void yielder(void *p){ (void)p; for(;;){ MARK(0x22); taskYIELD(); MARK(0x22); taskYIELD(); MARK(0x22); taskYIELD(); MARK(0x22); taskYIELD(); } }
static void sem_hi(void *p){ (void)p; for(;;){ S(OP_SEM_BLOCK); xSemaphoreTake(sem,portMAX_DELAY); E(OP_SEM_GIVE_WAKE); } }
static void semt_hi(void *p){ (void)p; for(;;){ S(OP_SEMT_BLOCK); xSemaphoreTake(sem,1000); E(OP_SEMT_GIVE_WAKE); } }
static void q_hi(void *p){ (void)p; for(;;){ S(OP_Q_RECV_BLOCK); xQueueReceive(q16,rx,portMAX_DELAY); E(OP_Q_SEND_WAKE); } }
static void n_hi(void *p){ (void)p; for(;;){ S(OP_NOTIFY_BLOCK); ulTaskNotifyTake(pdTRUE,portMAX_DELAY); E(OP_NOTIFY_WAKE); } }
static void e_hi(void *p){ (void)p; for(;;){ S(OP_EVT_WAIT_BLOCK); xEventGroupWaitBits(eg,1,pdTRUE,pdFALSE,portMAX_DELAY); E(OP_EVT_SET_WAKE); } }
static void m_hi(void *p){ (void)p; for(;;){ vTaskSuspend(NULL); S(OP_MTX_BLOCK_PI); xSemaphoreTake(mtx,portMAX_DELAY); E(OP_MTX_UNLOCK_PI); xSemaphoreGive(mtx); } }
static void s_hi(void *p){ (void)p; for(;;){ S(OP_SUSPEND_SELF); vTaskSuspend(NULL); E(OP_RESUME_WAKE); } }
static void isem_hi(void *p){ (void)p; for(;;){ xSemaphoreTake(sem,portMAX_DELAY); E(OP_ISR_SEM_WAKE); } }
static void inot_hi(void *p){ (void)p; for(;;){ ulTaskNotifyTake(pdTRUE,portMAX_DELAY); E(OP_ISR_NOTIFY_WAKE); } }
static void tick_hi(void *p){ (void)p; for(;;){ vTaskDelay(1); E(OP_TICK_WAKE); } }
static volatile TickType_t dly;
static void d0_hi(void *p){ (void)p; for(;;){ vTaskSuspend(NULL); S(OP_DELAY0); vTaskDelay(dly); } }
static void d10_hi(void *p){ (void)p; for(;;){ vTaskSuspend(NULL); S(OP_DELAY10); vTaskDelay(dly); } }
static void d100_hi(void *p){ (void)p; for(;;){ vTaskSuspend(NULL); S(OP_DELAY100); vTaskDelay(dly); } }
static void sleeper(void *p){ vTaskDelay((TickType_t)(1000+(int)p)); for(;;) vTaskSuspend(NULL); }
static void dummy(void *p){ (void)p; for(;;) vTaskSuspend(NULL); }
static void tcb_cb(TimerHandle_t t){ (void)t; }
static TaskHandle_t sl[100]; static StaticTask_t stcb; static StackType_t sstk[256];
/* delay test: helper at HI waits suspended; resume it, it delays, control returns here; then wake it by AbortDelay-free way: delete + recreate */
#define DELAYTEST(OP,FN) for(int i=0;i<N;i++){ dly=5000; hi=mk(FN,HI); vTaskResume(hi); E(OP); vTaskDelete(hi); }
#define TICKTEST(OP,CNT) for(int i=0;i<CNT;i++){ S(OP); PEND_TICK(); E(OP); }
static void mainT(void *p){ (void)p; SYST_CSR=0; *(volatile uint32_t*)0xE000ED04=1u<<25; int i; TaskHandle_t h;
  sem=xSemaphoreCreateCounting(100,0); mtx=xSemaphoreCreateMutex(); rmtx=xSemaphoreCreateRecursiveMutex(); q16=xQueueCreate(10,16); q4=xQueueCreate(10,4); eg=xEventGroupCreate(); sb=xStreamBufferCreate(64,1);
  /* let the timer daemon and idle settle: nothing to do */
  REC_ON();
  for(i=0;i<N;i++){ S(OP_EMPTY); E(OP_EMPTY); }
  for(i=0;i<N;i++){ S(OP_SEM_GIVE); xSemaphoreGive(sem); E(OP_SEM_GIVE); S(OP_SEM_TAKE); xSemaphoreTake(sem,portMAX_DELAY); E(OP_SEM_TAKE); }
  for(i=0;i<N;i++){ S(OP_SEM_TRY_FAIL); xSemaphoreTake(sem,0); E(OP_SEM_TRY_FAIL); }
  for(i=0;i<N;i++){ S(OP_Q_SEND); xQueueSend(q16,msg,portMAX_DELAY); E(OP_Q_SEND); S(OP_Q_RECV); xQueueReceive(q16,rx,portMAX_DELAY); E(OP_Q_RECV); }
  for(i=0;i<N;i++){ S(OP_Q4_SEND); xQueueSend(q4,msg,portMAX_DELAY); E(OP_Q4_SEND); S(OP_Q4_RECV); xQueueReceive(q4,rx,portMAX_DELAY); E(OP_Q4_RECV); }
  for(i=0;i<N;i++){ S(OP_NOTIFY_GIVE); xTaskNotifyGive(lo); E(OP_NOTIFY_GIVE); S(OP_NOTIFY_TAKE); ulTaskNotifyTake(pdTRUE,portMAX_DELAY); E(OP_NOTIFY_TAKE); }
  for(i=0;i<N;i++){ S(OP_MTX_LOCK); xSemaphoreTake(mtx,portMAX_DELAY); E(OP_MTX_LOCK); S(OP_MTX_UNLOCK); xSemaphoreGive(mtx); E(OP_MTX_UNLOCK); }
  for(i=0;i<N;i++){ S(OP_RMTX_LOCK); xSemaphoreTakeRecursive(rmtx,portMAX_DELAY); E(OP_RMTX_LOCK); S(OP_RMTX_UNLOCK); xSemaphoreGiveRecursive(rmtx); E(OP_RMTX_UNLOCK); }
  for(i=0;i<N;i++){ S(OP_EVT_SET); xEventGroupSetBits(eg,1); E(OP_EVT_SET); S(OP_EVT_WAIT); xEventGroupWaitBits(eg,1,pdTRUE,pdFALSE,portMAX_DELAY); E(OP_EVT_WAIT); }
  for(i=0;i<N;i++){ S(OP_SB_SEND); xStreamBufferSend(sb,msg,16,portMAX_DELAY); E(OP_SB_SEND); S(OP_SB_RECV); xStreamBufferReceive(sb,rx,16,portMAX_DELAY); E(OP_SB_RECV); }
  for(i=0;i<N;i++){ S(OP_CRIT_ENTER); taskENTER_CRITICAL(); E(OP_CRIT_ENTER); S(OP_CRIT_EXIT); taskEXIT_CRITICAL(); E(OP_CRIT_EXIT); }
  for(i=0;i<N;i++){ S(OP_SUSPALL); vTaskSuspendAll(); E(OP_SUSPALL); S(OP_RESALL); xTaskResumeAll(); E(OP_RESALL); }
  h=mk(yielder,LO); for(i=0;i<N;i++){ MARK(0x22); taskYIELD(); MARK(0x22); taskYIELD(); MARK(0x22); taskYIELD(); MARK(0x22); taskYIELD(); } vTaskDelete(h); REC_OFF(); REC_ON();
#define WAKE(FN,OPS,OPE,CALL) hi=mk(FN,HI); for(i=0;i<N;i++){ S(OPS); CALL; E(OPE); } vTaskDelete(hi);
  WAKE(sem_hi,OP_SEM_GIVE_WAKE,OP_SEM_BLOCK,xSemaphoreGive(sem))
  WAKE(semt_hi,OP_SEMT_GIVE_WAKE,OP_SEMT_BLOCK,xSemaphoreGive(sem))
  WAKE(q_hi,OP_Q_SEND_WAKE,OP_Q_RECV_BLOCK,xQueueSend(q16,msg,portMAX_DELAY))
  WAKE(n_hi,OP_NOTIFY_WAKE,OP_NOTIFY_BLOCK,xTaskNotifyGive(hi))
  WAKE(e_hi,OP_EVT_SET_WAKE,OP_EVT_WAIT_BLOCK,xEventGroupSetBits(eg,1))
  WAKE(s_hi,OP_RESUME_WAKE,OP_SUSPEND_SELF,vTaskResume(hi))
  hi=mk(m_hi,HI); for(i=0;i<N;i++){ xSemaphoreTake(mtx,portMAX_DELAY); vTaskResume(hi); E(OP_MTX_BLOCK_PI); S(OP_MTX_UNLOCK_PI); xSemaphoreGive(mtx); } vTaskDelete(hi);
  isr_fn=isr_none; for(i=0;i<N;i++){ PEND_IRQ20(); E(OP_ISR_EMPTY); }
  isr_fn=isr_sem; for(i=0;i<N;i++){ PEND_IRQ20(); E(OP_ISR_SEM_NOWAKE); xSemaphoreTake(sem,0); }
  hi=mk(isem_hi,HI); for(i=0;i<N;i++){ PEND_IRQ20(); } vTaskDelete(hi);
  isr_fn=isr_notify; hi=mk(inot_hi,HI); for(i=0;i<N;i++){ PEND_IRQ20(); } vTaskDelete(hi);
  for(i=0;i<N;i++){ void *m; S(OP_MALLOC); m=pvPortMalloc(128); E(OP_MALLOC); S(OP_FREE); vPortFree(m); E(OP_FREE); }
  { static void *a[64]; for(i=0;i<64;i++) a[i]=pvPortMalloc(64); for(i=0;i<64;i+=2) vPortFree(a[i]);
    for(i=0;i<N;i++){ void *m; S(OP_MALLOC_FRAG); m=pvPortMalloc(128); E(OP_MALLOC_FRAG); S(OP_FREE_FRAG); vPortFree(m); E(OP_FREE_FRAG); }
    for(i=1;i<64;i+=2) vPortFree(a[i]); }
  for(i=0;i<N;i++){ S(OP_TASK_CREATE); h=xTaskCreateStatic(dummy,"dummy",256,0,LO-1,sstk,&stcb); E(OP_TASK_CREATE); S(OP_TASK_DELETE); vTaskDelete(h); E(OP_TASK_DELETE); }
  for(i=0;i<N;i++){ S(OP_TASKD_CREATE); xTaskCreate(dummy,"dummy",256,0,LO-1,&h); E(OP_TASKD_CREATE); S(OP_TASKD_DELETE); vTaskDelete(h); E(OP_TASKD_DELETE); }
  { TimerHandle_t t=xTimerCreate("t",100000,pdTRUE,0,tcb_cb); xTimerStart(t,portMAX_DELAY); for(i=0;i<N;i++){ S(OP_TIMER_RESET); xTimerReset(t,portMAX_DELAY); E(OP_TIMER_RESET); } xTimerStop(t,portMAX_DELAY); }
  TICKTEST(OP_TICK0,256)
  hi=mk(tick_hi,HI); for(i=0;i<N;i++){ S(OP_TICK_WAKE); PEND_TICK(); } vTaskDelete(hi);
  DELAYTEST(OP_DELAY0,d0_hi)
  REC_OFF(); for(i=0;i<10;i++){ xTaskCreate(sleeper,"s",100,(void*)i,HI,&sl[i]); } REC_ON();
  TICKTEST(OP_TICK10,256) DELAYTEST(OP_DELAY10,d10_hi)
  REC_OFF(); for(;i<100;i++){ xTaskCreate(sleeper,"s",100,(void*)i,HI,&sl[i]); } REC_ON();
  TICKTEST(OP_TICK100,256) DELAYTEST(OP_DELAY100,d100_hi)
  REC_OFF();
  printf("sizes: TCB(StaticTask_t)=%u Queue/Sem/Mutex(StaticSemaphore_t)=%u EventGroup=%u Timer=%u StreamBuffer=%u\n",sizeof(StaticTask_t),sizeof(StaticSemaphore_t),sizeof(StaticEventGroup_t),sizeof(StaticTimer_t),sizeof(StaticStreamBuffer_t));
  sh_puts("DONE\n"); sh_exit(0); }
int main(void){ irq20_setup(); lo=mk(mainT,LO); vTaskStartScheduler(); return 0; }
