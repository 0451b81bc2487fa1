/* SPDX-License-Identifier: MIT */
/** Doubly linked lists and queues whose links lie in the elements.
 *
 *      list ◄──► link of element ◄──► link of element ◄──► back to the list
 *
 * A link that is in no list has NULL in both pointers. Nothing is allocated, nothing is locked.
 */
#ifndef IOT_LINEAR_CONTAINERS_H
#define IOT_LINEAR_CONTAINERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib_assert.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Used for broken preconditions; a build may bring its own. */
#ifndef IotContainers_Assert
#define IotContainers_Assert(expression) LIB_ASSERT(expression)
#endif

typedef struct IotLink {
    struct IotLink *pPrevious;
    struct IotLink *pNext;
} IotLink_t;

typedef IotLink_t IotListDouble_t;
typedef IotLink_t IotDeQueue_t;

/** For a link. A list or a queue is made by IotListDouble_Create() or IotDeQueue_Create(). */
#define IOT_LINK_INITIALIZER                                                                       \
    {                                                                                              \
        NULL, NULL                                                                                 \
    }
#define IOT_LIST_DOUBLE_INITIALIZER IOT_LINK_INITIALIZER
#define IOT_DEQUEUE_INITIALIZER     IOT_LINK_INITIALIZER

/** The element of `type` whose member `linkName` is at `pLink`. */
#define IotLink_Container(type, pLink, linkName)                                                   \
    ((type *)(void *)((uint8_t *)(pLink)-offsetof(type, linkName)))

/** A loop over all links of a list; what `pLink` points at must not be removed in it. */
#define IotContainers_ForEach(pStart, pLink)                                                       \
    for ((pLink) = (pStart)->pNext; (pLink) != (pStart); (pLink) = (pLink)->pNext)

/**
 * Tell whether a link is in a list.
 *
 * @param pLink  May be NULL.
 * @return Whether it is.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline bool IotLink_IsLinked(const IotLink_t *const pLink)
{
    return pLink != NULL && pLink->pNext != NULL && pLink->pPrevious != NULL;
}

/**
 * Make an empty list.
 *
 * @param[out] pList  Not NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotListDouble_Create(IotListDouble_t *const pList)
{
    IotContainers_Assert(pList != NULL);
    pList->pPrevious = pList;
    pList->pNext = pList;
}

/**
 * Count the links of a list.
 *
 * @param pList        Made. Not NULL.
 * @return How many.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline size_t IotListDouble_Count(const IotListDouble_t *const pList)
{
    size_t count = 0;
    const IotLink_t *link;

    if (pList != NULL) {
        IotContainers_ForEach(pList, link)
        {
            count++;
        }
    }
    return count;
}

/**
 * Tell whether a list is empty.
 *
 * @param pList        Made. Not NULL.
 * @return Whether it is; true also for NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline bool IotListDouble_IsEmpty(const IotListDouble_t *const pList)
{
    return pList == NULL || pList->pNext == pList;
}

/**
 * Get the first link, which stays in the list.
 *
 * @param pList        Made. Not NULL.
 * @return It; NULL: the list is empty.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline IotLink_t *IotListDouble_PeekHead(const IotListDouble_t *const pList)
{
    return IotListDouble_IsEmpty(pList) ? NULL : pList->pNext;
}

/**
 * Get the last link, which stays in the list.
 *
 * @param pList        Made. Not NULL.
 * @return It; NULL: the list is empty.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline IotLink_t *IotListDouble_PeekTail(const IotListDouble_t *const pList)
{
    return IotListDouble_IsEmpty(pList) ? NULL : pList->pPrevious;
}

/**
 * Insert a link before an element.
 *
 * @param pElement  In a list, or the list: then it is the last one. Not NULL.
 * @param pLink     In no list. Not NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotListDouble_InsertBefore(IotLink_t *const pElement, IotLink_t *const pLink)
{
    IotContainers_Assert(IotLink_IsLinked(pElement) && pLink != NULL);
    pLink->pPrevious = pElement->pPrevious;
    pLink->pNext = pElement;
    pElement->pPrevious->pNext = pLink;
    pElement->pPrevious = pLink;
}

/**
 * Insert a link behind an element.
 *
 * @param pElement  In a list, or the list: then it is the first one. Not NULL.
 * @param pLink     In no list. Not NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotListDouble_InsertAfter(IotLink_t *const pElement, IotLink_t *const pLink)
{
    IotContainers_Assert(IotLink_IsLinked(pElement));
    IotListDouble_InsertBefore(pElement->pNext, pLink);
}

/**
 * Insert a link as the first one.
 *
 * @param pList        Made. Not NULL.
 * @param pLink        In no list. Not NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotListDouble_InsertHead(IotListDouble_t *const pList, IotLink_t *const pLink)
{
    IotListDouble_InsertAfter(pList, pLink);
}

/**
 * Insert a link as the last one.
 *
 * @param pList        Made. Not NULL.
 * @param pLink        In no list. Not NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotListDouble_InsertTail(IotListDouble_t *const pList, IotLink_t *const pLink)
{
    IotListDouble_InsertBefore(pList, pLink);
}

/**
 * Insert a link behind those that are not greater.
 *
 * @param pList        Made. Not NULL.
 * @param pLink        In no list. Not NULL.
 * @param compare      Negative: the first is less; 0: equal; positive: greater. Not NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotListDouble_InsertSorted(IotListDouble_t *const pList, IotLink_t *const pLink,
                                              int32_t (*compare)(const IotLink_t *const,
                                                                 const IotLink_t *const))
{
    IotLink_t *at = pList->pNext;

    IotContainers_Assert(compare != NULL);
    while (at != pList && compare(pLink, at) >= 0) {
        at = at->pNext;
    }
    IotListDouble_InsertBefore(at, pLink);
}

/**
 * Remove a link from its list.
 *
 * @param pLink  In a list. Not NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotListDouble_Remove(IotLink_t *const pLink)
{
    IotContainers_Assert(IotLink_IsLinked(pLink));
    pLink->pPrevious->pNext = pLink->pNext;
    pLink->pNext->pPrevious = pLink->pPrevious;
    pLink->pPrevious = NULL;
    pLink->pNext = NULL;
}

/**
 * Remove the first link.
 *
 * @param pList        Made. Not NULL.
 * @return It; NULL: the list is empty.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline IotLink_t *IotListDouble_RemoveHead(IotListDouble_t *const pList)
{
    IotLink_t *const link = IotListDouble_PeekHead(pList);

    if (link != NULL) {
        IotListDouble_Remove(link);
    }
    return link;
}

/**
 * Remove the last link.
 *
 * @param pList        Made. Not NULL.
 * @return It; NULL: the list is empty.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline IotLink_t *IotListDouble_RemoveTail(IotListDouble_t *const pList)
{
    IotLink_t *const link = IotListDouble_PeekTail(pList);

    if (link != NULL) {
        IotListDouble_Remove(link);
    }
    return link;
}

/**
 * Remove all links.
 *
 * @param pList        Made. Not NULL.
 * @param freeElement  Called with each element that was removed; may be NULL.
 * @param linkOffset   Where the link is in an element, in bytes.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotListDouble_RemoveAll(IotListDouble_t *const pList,
                                           void (*freeElement)(void *), size_t linkOffset)
{
    IotLink_t *link;

    while ((link = IotListDouble_RemoveHead(pList)) != NULL) {
        if (freeElement != NULL) {
            freeElement((uint8_t *)link - linkOffset);
        }
    }
}

/**
 * Find the first link that matches.
 *
 * @param pList        Made. Not NULL.
 * @param pStartPoint  Where to begin, inclusive; NULL: at the head.
 * @param isMatch      NULL: the link whose address is `pMatch`.
 * @param pMatch       Passed to it.
 * @return It, which stays in the list; NULL: there is none.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline IotLink_t *
IotListDouble_FindFirstMatch(const IotListDouble_t *const pList, const IotLink_t *const pStartPoint,
                             bool (*isMatch)(const IotLink_t *const, void *), void *pMatch)
{
    const IotLink_t *at = pStartPoint != NULL ? pStartPoint : pList->pNext;

    for (; at != pList; at = at->pNext) {
        if (isMatch != NULL ? isMatch(at, pMatch) : at == pMatch) {
            return at->pPrevious->pNext;
        }
    }
    return NULL;
}

/**
 * Remove the first link that matches.
 *
 * @param pList        Made. Not NULL.
 * @param pStartPoint  Where to begin, inclusive; NULL: at the head.
 * @param isMatch      NULL: the link whose address is `pMatch`.
 * @param pMatch       Passed to it.
 * @return It; NULL: there is none.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline IotLink_t *
IotListDouble_RemoveFirstMatch(IotListDouble_t *const pList, const IotLink_t *const pStartPoint,
                               bool (*isMatch)(const IotLink_t *const, void *), void *pMatch)
{
    IotLink_t *const link = IotListDouble_FindFirstMatch(pList, pStartPoint, isMatch, pMatch);

    if (link != NULL) {
        IotListDouble_Remove(link);
    }
    return link;
}

/**
 * Remove all links that match.
 *
 * @param pList        Made. Not NULL.
 * @param isMatch      NULL: the link whose address is `pMatch`.
 * @param pMatch       Passed to it.
 * @param freeElement  Called with each element that was removed; may be NULL.
 * @param linkOffset   Where the link is in an element, in bytes.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotListDouble_RemoveAllMatches(IotListDouble_t *const pList,
                                                  bool (*isMatch)(const IotLink_t *const, void *),
                                                  void *pMatch, void (*freeElement)(void *),
                                                  size_t linkOffset)
{
    IotLink_t *link = pList->pNext;

    while ((link = IotListDouble_FindFirstMatch(pList, link, isMatch, pMatch)) != NULL) {
        IotLink_t *const next = link->pNext;
        IotListDouble_Remove(link);
        if (freeElement != NULL) {
            freeElement((uint8_t *)link - linkOffset);
        }
        link = next;
    }
}

/**
 * Make an empty queue.
 *
 * @param pQueue       Made. Not NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotDeQueue_Create(IotDeQueue_t *const pQueue)
{
    IotListDouble_Create(pQueue);
}

/**
 * Count the links of a queue.
 *
 * @param pQueue       Made. Not NULL.
 * @return How many.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline size_t IotDeQueue_Count(const IotDeQueue_t *const pQueue)
{
    return IotListDouble_Count(pQueue);
}

/**
 * Tell whether a queue is empty.
 *
 * @param pQueue       Made. Not NULL.
 * @return Whether it is; true also for NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline bool IotDeQueue_IsEmpty(const IotDeQueue_t *const pQueue)
{
    return IotListDouble_IsEmpty(pQueue);
}

/**
 * Get the first link, which stays in the queue.
 *
 * @param pQueue       Made. Not NULL.
 * @return It; NULL: the queue is empty.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline IotLink_t *IotDeQueue_PeekHead(const IotDeQueue_t *const pQueue)
{
    return IotListDouble_PeekHead(pQueue);
}

/**
 * Get the last link, which stays in the queue.
 *
 * @param pQueue       Made. Not NULL.
 * @return It; NULL: the queue is empty.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline IotLink_t *IotDeQueue_PeekTail(const IotDeQueue_t *const pQueue)
{
    return IotListDouble_PeekTail(pQueue);
}

/**
 * Insert a link as the first one.
 *
 * @param pQueue       Made. Not NULL.
 * @param pLink        In no queue. Not NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotDeQueue_EnqueueHead(IotDeQueue_t *const pQueue, IotLink_t *const pLink)
{
    IotListDouble_InsertHead(pQueue, pLink);
}

/**
 * Insert a link as the last one.
 *
 * @param pQueue       Made. Not NULL.
 * @param pLink        In no queue. Not NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotDeQueue_EnqueueTail(IotDeQueue_t *const pQueue, IotLink_t *const pLink)
{
    IotListDouble_InsertTail(pQueue, pLink);
}

/**
 * Remove the first link.
 *
 * @param pQueue       Made. Not NULL.
 * @return It; NULL: the queue is empty.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline IotLink_t *IotDeQueue_DequeueHead(IotDeQueue_t *const pQueue)
{
    return IotListDouble_RemoveHead(pQueue);
}

/**
 * Remove the last link.
 *
 * @param pQueue       Made. Not NULL.
 * @return It; NULL: the queue is empty.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline IotLink_t *IotDeQueue_DequeueTail(IotDeQueue_t *const pQueue)
{
    return IotListDouble_RemoveTail(pQueue);
}

/**
 * Remove a link from its queue.
 *
 * @param pLink  In a queue. Not NULL.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotDeQueue_Remove(IotLink_t *const pLink)
{
    IotListDouble_Remove(pLink);
}

/**
 * Remove all links.
 *
 * @param pQueue       Made. Not NULL.
 * @param freeElement  Called with each element that was removed; may be NULL.
 * @param linkOffset   Where the link is in an element, in bytes.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotDeQueue_RemoveAll(IotDeQueue_t *const pQueue, void (*freeElement)(void *),
                                        size_t linkOffset)
{
    IotListDouble_RemoveAll(pQueue, freeElement, linkOffset);
}

/**
 * Remove all links that match.
 *
 * @param pQueue       Made. Not NULL.
 * @param isMatch      NULL: the link whose address is `pMatch`.
 * @param pMatch       Passed to it.
 * @param freeElement  Called with each element that was removed; may be NULL.
 * @param linkOffset   Where the link is in an element, in bytes.
 *
 * Context: any; the caller locks.  Blocks: no.
 * Source:  Linear containers API, 201906.00.
 */
static inline void IotDeQueue_RemoveAllMatches(IotDeQueue_t *const pQueue,
                                               bool (*isMatch)(const IotLink_t *const, void *),
                                               void *pMatch, void (*freeElement)(void *),
                                               size_t linkOffset)
{
    IotListDouble_RemoveAllMatches(pQueue, isMatch, pMatch, freeElement, linkOffset);
}

#ifdef __cplusplus
}
#endif

#endif
