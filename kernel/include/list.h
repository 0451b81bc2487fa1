/* SPDX-License-Identifier: MIT */
/** A doubly linked, circular, intrusive list, sorted by value or in order of arrival. A utility for
 * applications: the kernel keeps its own state in other structures.
 *
 *   xListEnd <-> first <-> ... <-> last <-> xListEnd      the end marker is part of the list
 *                  ^ pxIndex: where listGET_OWNER_OF_NEXT_ENTRY walks
 *
 * Nothing here locks: the caller keeps two contexts apart.
 */
#ifndef LIST_H
#define LIST_H

#include "FreeRTOS.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Pattern words at both ends of each struct, with configUSE_LIST_DATA_INTEGRITY_CHECK_BYTES. */
#if (configUSE_LIST_DATA_INTEGRITY_CHECK_BYTES == 1)
#define listFIRST_LIST_ITEM_INTEGRITY_CHECK_VALUE  TickType_t xListItemIntegrityValue1;
#define listSECOND_LIST_ITEM_INTEGRITY_CHECK_VALUE TickType_t xListItemIntegrityValue2;
#define listFIRST_LIST_INTEGRITY_CHECK_VALUE       TickType_t xListIntegrityValue1;
#define listSECOND_LIST_INTEGRITY_CHECK_VALUE      TickType_t xListIntegrityValue2;
#define listSET_FIRST_LIST_ITEM_INTEGRITY_CHECK_VALUE(item)                                        \
    (item)->xListItemIntegrityValue1 = (TickType_t)pdINTEGRITY_CHECK_VALUE
#define listSET_SECOND_LIST_ITEM_INTEGRITY_CHECK_VALUE(item)                                       \
    (item)->xListItemIntegrityValue2 = (TickType_t)pdINTEGRITY_CHECK_VALUE
#define listSET_LIST_INTEGRITY_CHECK_1_VALUE(list)                                                 \
    (list)->xListIntegrityValue1 = (TickType_t)pdINTEGRITY_CHECK_VALUE
#define listSET_LIST_INTEGRITY_CHECK_2_VALUE(list)                                                 \
    (list)->xListIntegrityValue2 = (TickType_t)pdINTEGRITY_CHECK_VALUE
#define listTEST_LIST_ITEM_INTEGRITY(item)                                                         \
    configASSERT(((item)->xListItemIntegrityValue1 == (TickType_t)pdINTEGRITY_CHECK_VALUE) &&      \
                 ((item)->xListItemIntegrityValue2 == (TickType_t)pdINTEGRITY_CHECK_VALUE))
#define listTEST_LIST_INTEGRITY(list)                                                              \
    configASSERT(((list)->xListIntegrityValue1 == (TickType_t)pdINTEGRITY_CHECK_VALUE) &&          \
                 ((list)->xListIntegrityValue2 == (TickType_t)pdINTEGRITY_CHECK_VALUE))
#else
#define listFIRST_LIST_ITEM_INTEGRITY_CHECK_VALUE
#define listSECOND_LIST_ITEM_INTEGRITY_CHECK_VALUE
#define listFIRST_LIST_INTEGRITY_CHECK_VALUE
#define listSECOND_LIST_INTEGRITY_CHECK_VALUE
#define listSET_FIRST_LIST_ITEM_INTEGRITY_CHECK_VALUE(item)
#define listSET_SECOND_LIST_ITEM_INTEGRITY_CHECK_VALUE(item)
#define listSET_LIST_INTEGRITY_CHECK_1_VALUE(list)
#define listSET_LIST_INTEGRITY_CHECK_2_VALUE(list)
#define listTEST_LIST_ITEM_INTEGRITY(item)
#define listTEST_LIST_INTEGRITY(list)
#endif

struct xLIST;

/** One link, inside the object it links. */
struct xLIST_ITEM {
    listFIRST_LIST_ITEM_INTEGRITY_CHECK_VALUE configLIST_VOLATILE TickType_t
        xItemValue; /* sorts the list, lowest first */
    struct xLIST_ITEM *configLIST_VOLATILE pxNext;
    struct xLIST_ITEM *configLIST_VOLATILE pxPrevious;
    void *pvOwner;                                 /* the object */
    struct xLIST *configLIST_VOLATILE pxContainer; /* the list it is in; NULL: none */
    listSECOND_LIST_ITEM_INTEGRITY_CHECK_VALUE
};
typedef struct xLIST_ITEM ListItem_t;

#if (configUSE_MINI_LIST_ITEM == 1)
struct xMINI_LIST_ITEM {
    listFIRST_LIST_ITEM_INTEGRITY_CHECK_VALUE configLIST_VOLATILE TickType_t xItemValue;
    struct xLIST_ITEM *configLIST_VOLATILE pxNext;
    struct xLIST_ITEM *configLIST_VOLATILE pxPrevious;
};
typedef struct xMINI_LIST_ITEM MiniListItem_t;
#else
typedef struct xLIST_ITEM MiniListItem_t;
#endif

/** A list. */
typedef struct xLIST {
    listFIRST_LIST_INTEGRITY_CHECK_VALUE configLIST_VOLATILE UBaseType_t uxNumberOfItems;
    ListItem_t *configLIST_VOLATILE pxIndex;
    MiniListItem_t xListEnd; /* value portMAX_DELAY: last in any order */
    listSECOND_LIST_INTEGRITY_CHECK_VALUE
} List_t;

/**
 * Make a list, empty.
 *
 * @param list  Not NULL.
 *
 * Context: any, caller locks.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, list.h.
 */
void vListInitialise(List_t *const list);

/**
 * Make an item, in no list.
 *
 * @param item  Not NULL.
 *
 * Context: any, caller locks.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, list.h.
 */
void vListInitialiseItem(ListItem_t *const item);

/**
 * Put an item in its place by value, behind its equals.
 *
 * @param list  Not NULL.
 * @param item  In no list.
 *
 * Context: any, caller locks; O(items).  Blocks: no.  Masked: no.
 * Source:  kernel API reference, list.h.
 */
void vListInsert(List_t *const list, ListItem_t *const item);

/**
 * Put an item where a walk by listGET_OWNER_OF_NEXT_ENTRY comes to it last.
 *
 * @param list  Not NULL.
 * @param item  In no list.
 *
 * Context: any, caller locks; O(1).  Blocks: no.  Masked: no.
 * Source:  kernel API reference, list.h.
 */
void vListInsertEnd(List_t *const list, ListItem_t *const item);

/**
 * Take an item out of the list it is in.
 *
 * @param item  In a list.
 * @return Items left in that list.
 *
 * Context: any, caller locks; O(1).  Blocks: no.  Masked: no.
 * Source:  kernel API reference, list.h.
 */
UBaseType_t uxListRemove(ListItem_t *const item);

#define listSET_LIST_ITEM_OWNER(item, owner) ((item)->pvOwner = (void *)(owner))
#define listGET_LIST_ITEM_OWNER(item)        ((item)->pvOwner)
#define listSET_LIST_ITEM_VALUE(item, value) ((item)->xItemValue = (value))
#define listGET_LIST_ITEM_VALUE(item)        ((item)->xItemValue)
#define listLIST_ITEM_CONTAINER(item)        ((item)->pxContainer)
#define listGET_NEXT(item)                   ((item)->pxNext)

#define listGET_HEAD_ENTRY(list)               (((list)->xListEnd).pxNext)
#define listGET_ITEM_VALUE_OF_HEAD_ENTRY(list) (((list)->xListEnd).pxNext->xItemValue)
#define listGET_OWNER_OF_HEAD_ENTRY(list)      ((&((list)->xListEnd))->pxNext->pvOwner)
#define listGET_END_MARKER(list)               ((ListItem_t const *)(&((list)->xListEnd)))

#define listCURRENT_LIST_LENGTH(list) ((list)->uxNumberOfItems)
#define listLIST_IS_EMPTY(list)       (((list)->uxNumberOfItems == 0U) ? pdTRUE : pdFALSE)

#define listIS_CONTAINED_WITHIN(list, item) (((item)->pxContainer == (list)) ? (pdTRUE) : (pdFALSE))
#define listLIST_IS_INITIALISED(list)       ((list)->xListEnd.xItemValue == portMAX_DELAY)

/* Sets `owner` to the owner of the next item, past the end marker, so that a walk is endless. The
 * list is not empty. */
#define listGET_OWNER_OF_NEXT_ENTRY(owner, list)                                                   \
    do {                                                                                           \
        List_t *const list_ = (list);                                                              \
        list_->pxIndex = list_->pxIndex->pxNext;                                                   \
        if ((void *)list_->pxIndex == (void *)&list_->xListEnd) {                                  \
            list_->pxIndex = list_->xListEnd.pxNext;                                               \
        }                                                                                          \
        (owner) = list_->pxIndex->pvOwner;                                                         \
    } while (0)

/* uxListRemove without the answer, in place. */
#define listREMOVE_ITEM(item)                                                                      \
    do {                                                                                           \
        ListItem_t *const item_ = (item);                                                          \
        List_t *const from_ = item_->pxContainer;                                                  \
        item_->pxNext->pxPrevious = item_->pxPrevious;                                             \
        item_->pxPrevious->pxNext = item_->pxNext;                                                 \
        if (from_->pxIndex == item_) {                                                             \
            from_->pxIndex = item_->pxPrevious;                                                    \
        }                                                                                          \
        item_->pxContainer = NULL;                                                                 \
        from_->uxNumberOfItems = (UBaseType_t)(from_->uxNumberOfItems - 1U);                       \
    } while (0)

/* vListInsertEnd, in place. */
#define listINSERT_END(list, item)                                                                 \
    do {                                                                                           \
        List_t *const into_ = (list);                                                              \
        ListItem_t *const item_ = (item);                                                          \
        ListItem_t *const index_ = into_->pxIndex;                                                 \
        listTEST_LIST_INTEGRITY(into_);                                                            \
        listTEST_LIST_ITEM_INTEGRITY(item_);                                                       \
        item_->pxNext = index_;                                                                    \
        item_->pxPrevious = index_->pxPrevious;                                                    \
        index_->pxPrevious->pxNext = item_;                                                        \
        index_->pxPrevious = item_;                                                                \
        item_->pxContainer = into_;                                                                \
        into_->uxNumberOfItems = (UBaseType_t)(into_->uxNumberOfItems + 1U);                       \
    } while (0)

#ifdef __cplusplus
}
#endif

#endif
