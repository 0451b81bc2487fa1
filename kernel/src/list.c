/* SPDX-License-Identifier: MIT */
/* list.h: the sorted list that applications may use. The kernel does not. */
#include "list.h"

#include "kernel_assert.h"

KERNEL_STATIC_ASSERT(sizeof(StaticListItem_t) == sizeof(ListItem_t), "StaticListItem_t differs");
KERNEL_STATIC_ASSERT(sizeof(StaticMiniListItem_t) == sizeof(MiniListItem_t),
                     "StaticMiniListItem_t differs");
KERNEL_STATIC_ASSERT(sizeof(StaticList_t) == sizeof(List_t), "StaticList_t differs");

static inline void set_pattern(ListItem_t *item)
{
    (void)item;
    listSET_FIRST_LIST_ITEM_INTEGRITY_CHECK_VALUE(item);
    listSET_SECOND_LIST_ITEM_INTEGRITY_CHECK_VALUE(item);
}

void vListInitialise(List_t *const list)
{
    traceENTER_vListInitialise(list);
    ListItem_t *end = (ListItem_t *)(void *)&list->xListEnd;

    list->pxIndex = end;
    list->xListEnd.xItemValue = portMAX_DELAY;
    list->xListEnd.pxNext = end;
    list->xListEnd.pxPrevious = end;
    list->uxNumberOfItems = 0;
    if (configUSE_MINI_LIST_ITEM) {
        listSET_FIRST_LIST_ITEM_INTEGRITY_CHECK_VALUE(&list->xListEnd);
    } else {
        set_pattern(end);
    }
    listSET_LIST_INTEGRITY_CHECK_1_VALUE(list);
    listSET_LIST_INTEGRITY_CHECK_2_VALUE(list);
    traceRETURN_vListInitialise();
}

void vListInitialiseItem(ListItem_t *const item)
{
    traceENTER_vListInitialiseItem(item);
    item->pxContainer = NULL;
    set_pattern(item);
    traceRETURN_vListInitialiseItem();
}

static void link_before(List_t *list, ListItem_t *item, ListItem_t *next)
{
    item->pxNext = next;
    item->pxPrevious = next->pxPrevious;
    next->pxPrevious->pxNext = item;
    next->pxPrevious = item;
    item->pxContainer = list;
    list->uxNumberOfItems = list->uxNumberOfItems + 1u;
}

void vListInsert(List_t *const list, ListItem_t *const item)
{
    traceENTER_vListInsert(list, item);
    KASSERT(list != NULL && item != NULL && "vListInsert: an argument is NULL");
    listTEST_LIST_INTEGRITY(list);
    listTEST_LIST_ITEM_INTEGRITY(item);
    ListItem_t *next = list->xListEnd.pxNext;
    while (next != (ListItem_t *)(void *)&list->xListEnd && next->xItemValue <= item->xItemValue) {
        next = next->pxNext;
    }
    link_before(list, item, next);
    traceRETURN_vListInsert();
}

void vListInsertEnd(List_t *const list, ListItem_t *const item)
{
    traceENTER_vListInsertEnd(list, item);
    KASSERT(list != NULL && item != NULL && "vListInsertEnd: an argument is NULL");
    listTEST_LIST_INTEGRITY(list);
    listTEST_LIST_ITEM_INTEGRITY(item);
    link_before(list, item, list->pxIndex);
    traceRETURN_vListInsertEnd();
}

UBaseType_t uxListRemove(ListItem_t *const item)
{
    traceENTER_uxListRemove(item);
    List_t *list = item->pxContainer;

    item->pxNext->pxPrevious = item->pxPrevious;
    item->pxPrevious->pxNext = item->pxNext;
    if (list->pxIndex == item) {
        list->pxIndex = item->pxPrevious;
    }
    item->pxContainer = NULL;
    list->uxNumberOfItems = list->uxNumberOfItems - 1u;
    UBaseType_t result = list->uxNumberOfItems;
    traceRETURN_uxListRemove(result);
    return result;
}
