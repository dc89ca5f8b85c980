Attribute VB_Name = "XlAddinRibbon"
Option Explicit
' What the ribbon calls; ribbon.xml names these procedures.

Public Sub XlAddinOnAction(control As IRibbonControl)
    Select Case control.ID
        Case "xlAddinGenerate": XlAddinGenerate
        Case "xlAddinGenerateAll": XlAddinGenerateAll
        Case "xlAddinCheck": XlAddinCheck
        Case "xlAddinMarkProblems": XlAddinMarkProblems
        Case "xlAddinPreview": XlAddinPreview
        Case "xlAddinCompareRoles": XlAddinCompareRoles
        Case "xlAddinOpenFolder": XlAddinOpenFolder
        Case "xlAddinNewRole": XlAddinNewRole
        Case "xlAddinCopyRole": XlAddinCopyRole
        Case "xlAddinChangeIds": XlAddinChangeIds
        Case "xlAddinGiveIds": XlAddinGiveIds
        Case "xlAddinRestoreLists": XlAddinRestoreLists
    End Select
End Sub
