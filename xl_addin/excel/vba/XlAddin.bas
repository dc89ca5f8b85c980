Attribute VB_Name = "XlAddin"
Option Explicit
' The buttons. Every macro runs one function of the Python package xl_addin through
' RunPython (module xlwings). ASCII only: a VBA project has no Chinese code page.

Public Sub XlAddinGenerate()
    RunMacro "generate"
End Sub

Public Sub XlAddinGenerateAll()
    RunMacro "generate_all"
End Sub

Public Sub XlAddinCheck()
    RunMacro "check"
End Sub

Public Sub XlAddinMarkProblems()
    RunMacro "mark_problems"
End Sub

Public Sub XlAddinPreview()
    RunMacro "preview"
End Sub

Public Sub XlAddinCompareRoles()
    RunMacro "compare_roles"
End Sub

Public Sub XlAddinOpenFolder()
    RunMacro "open_folder"
End Sub

Public Sub XlAddinNewRole()
    RunMacro "new_role"
End Sub

Public Sub XlAddinCopyRole()
    RunMacro "copy_role"
End Sub

Public Sub XlAddinChangeIds()
    RunMacro "change_ids"
End Sub

Public Sub XlAddinGiveIds()
    RunMacro "give_ids"
End Sub

Public Sub XlAddinRestoreLists()
    RunMacro "restore_lists"
End Sub

Public Sub XlAddinStop()
    RunMacro "stop"
End Sub

Private Sub RunMacro(MacroName As String)
    If NeedsCopy() Then
        XlAddinCopy.RunOnCopy MacroName
    Else
        RunPython "import xl_addin.excel; xl_addin.excel." & MacroName & "()"
    End If
End Sub

Private Function NeedsCopy() As Boolean
    ' WPS has no interface that Python could reach; a locked-down Excel says so itself
    ' by ROUTE = copy in the settings that "xl-addin addin install" writes.
    Dim Place As String
    On Error Resume Next ' LibreOffice has no Application.Path
    Place = LCase(Application.Path)
    On Error GoTo 0
    NeedsCopy = InStr(Place, "wps") > 0 Or InStr(Place, "kingsoft") > 0
    If Not NeedsCopy Then NeedsCopy = (LCase(GetConfig("ROUTE", "")) = "copy")
End Function
